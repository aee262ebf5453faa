/** What one does with one message; one menu serves the whole thread. */
import { Braces, CircleQuestionMark, Copy, CornerUpLeft, Forward, Link, Sticker } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import type { Message } from '@/api/types';
import { ReactionItems } from '@/components/emoji/reaction-items';
import { ReactionPicker } from '@/components/emoji/reaction-menu';
import { LazyMenu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import { copyText } from '@/lib/clipboard';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { isForwardable } from '../data/forward';
import { composerId } from './use-conversation-commands';

const WhyDialog = lazy(() =>
  import('../prices/why-dialog').then((module) => ({ default: module.WhyDialog })),
);
const RawDialog = lazy(() => import('./raw-dialog').then((module) => ({ default: module.RawDialog })));

export type MessageMenuTarget = { message: Message; anchor: Element };

type Props = {
  target: MessageMenuTarget | null;
  onClose: () => void;
  onReply: (message: Message) => void;
  /** What the business has put on it already. */
  reactionOf: (message: Message) => string | null;
  /** An empty emoji takes the reaction back. */
  onReact: (message: Message, emoji: string) => void;
  onForward: (message: Message) => void;
  onSendAgain: (message: Message) => void;
};

const isSticker = ({ kind, media }: Message): boolean => kind === 'sticker' && media?.state === 'ready';

export function MessageMenu(props: Props) {
  const { target, onClose, onReply, reactionOf, onReact, onForward, onSendAgain } = props;
  const { t } = useI18n();
  const { can } = useOrganization();
  const [raw, setRaw] = useState<string | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [among, setAmong] = useState<MessageMenuTarget | null>(null);
  const message = target?.message;
  const goesTo = useRef<string | null>(null);
  const looksFurther = useRef(false);
  /** Answering goes on in the composer, choosing in the picker; everything else returns to where it began. */
  const finalFocus = () => {
    if (looksFurther.current) {
      looksFurther.current = false;
      return false;
    }
    const composer = goesTo.current && document.getElementById(goesTo.current);
    goesTo.current = null;
    return composer || true;
  };
  const reply = (answered: Message) => {
    goesTo.current = composerId(answered.conversation_id);
    onReply(answered);
  };
  const lookFurther = () => {
    looksFurther.current = true;
    setAmong(target);
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
            {can('messages.send') && (
              <>
                {message.revoked_at === null && (
                  <>
                    <div className="flex justify-between">
                      <ReactionItems
                        own={reactionOf(message)}
                        onReact={(emoji) => onReact(message, emoji)}
                        onMore={lookFurther}
                      />
                    </div>
                    <MenuSeparator />
                  </>
                )}
                {item(<CornerUpLeft />, t('message.reply'), () => reply(message))}
                {isForwardable(message) && item(<Forward />, t('message.forward'), () => onForward(message))}
                {isSticker(message) &&
                  item(<Sticker />, t('message.send_sticker'), () => onSendAgain(message))}
              </>
            )}
            {message.text && item(<Copy />, t('message.copy'), () => void copy(message.text ?? ''))}
            {item(<Link />, t('message.copy_link'), () =>
              copy(`${window.location.href.split('#')[0]}#${message.id}`),
            )}
            {message.delivery && item(<CircleQuestionMark />, t('message.why'), () => setWhy(message.id))}
            {message.has_raw &&
              can('raw.view') &&
              item(<Braces />, t('message.raw'), () => setRaw(message.id))}
          </>
        )}
      </LazyMenu>
      <ReactionPicker target={target ? null : among} onClose={() => setAmong(null)} onReact={onReact} />
      {why && (
        <Suspense>
          <WhyDialog message={why} onClose={() => setWhy(null)} />
        </Suspense>
      )}
      {raw && (
        <Suspense>
          <RawDialog message={raw} onClose={() => setRaw(null)} />
        </Suspense>
      )}
    </>
  );
}
