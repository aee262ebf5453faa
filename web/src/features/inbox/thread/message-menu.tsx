/** What one does with one message; one menu serves the whole thread. */
import { Braces, Copy, CornerUpLeft, Link } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import type { Message } from '@/api/types';
import { LazyMenu, MenuItem } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import { copyText } from '@/lib/clipboard';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { composerId } from './use-conversation-commands';

const RawDialog = lazy(() => import('./raw-dialog').then((module) => ({ default: module.RawDialog })));

export type MessageMenuTarget = { message: Message; anchor: Element };

type Props = { target: MessageMenuTarget | null; onClose: () => void; onReply: (message: Message) => void };

export function MessageMenu({ target, onClose, onReply }: Props) {
  const { t } = useI18n();
  const { can } = useOrganization();
  const [raw, setRaw] = useState<string | null>(null);
  const message = target?.message;
  const goesTo = useRef<string | null>(null);
  /** Answering goes on in the composer; everything else returns to where it began. */
  const finalFocus = () => {
    const composer = goesTo.current && document.getElementById(goesTo.current);
    goesTo.current = null;
    return composer || true;
  };
  const reply = (answered: Message) => {
    goesTo.current = composerId(answered.conversation_id);
    onReply(answered);
  };
  const copy = async (text: string) => {
    if (await copyText(text)) toast(t('action.copied'));
  };
  const item = (icon: ReactNode, label: string, onSelect: () => void) => (
    <MenuItem onSelect={onSelect}>
      {icon}
      {label}
    </MenuItem>
  );
  return (
    <>
      <LazyMenu anchor={target?.anchor ?? null} onClose={onClose} finalFocus={finalFocus}>
        {message && (
          <>
            {can('messages.send') && item(<CornerUpLeft />, t('message.reply'), () => reply(message))}
            {message.text && item(<Copy />, t('message.copy'), () => void copy(message.text ?? ''))}
            {item(<Link />, t('message.copy_link'), () =>
              copy(`${window.location.href.split('#')[0]}#${message.id}`),
            )}
            {message.has_raw &&
              can('raw.view') &&
              item(<Braces />, t('message.raw'), () => setRaw(message.id))}
          </>
        )}
      </LazyMenu>
      {raw && (
        <Suspense>
          <RawDialog message={raw} onClose={() => setRaw(null)} />
        </Suspense>
      )}
    </>
  );
}
