/** What the customer does with one message. */
import { Copy, CornerUpLeft, Pencil, SmilePlus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { LazyMenu, MenuItem } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import { copyText } from '@/lib/clipboard';
import { useI18n } from '@/lib/i18n';
import type { PhoneMessage } from './queries';

export type Target = { message: PhoneMessage; anchor: Element };

type Props = {
  target: Target | null;
  onClose: () => void;
  onReply: (message: PhoneMessage) => void;
  onReact: (target: Target) => void;
  onEdit: (message: PhoneMessage) => void;
  onRevoke: (message: PhoneMessage) => void;
  /** Where one goes on writing afterwards. */
  field: () => HTMLElement | null;
};

const EDITABLE = ['text', 'image', 'video', 'document'];

export function MessageMenu({ target, onClose, onReply, onReact, onEdit, onRevoke, field }: Props) {
  const { t } = useI18n();
  const message = target?.message;
  const own = message?.from === 'customer';
  const writes = useRef(false);
  /** Answering goes on in the field; everything else returns to where it began. */
  const finalFocus = () => {
    const goesOn = writes.current;
    writes.current = false;
    return (goesOn && field()) || true;
  };
  const thenWrite = (what: (message: PhoneMessage) => void) => (about: PhoneMessage) => {
    writes.current = true;
    what(about);
  };
  const copy = async (text: string) => {
    if (await copyText(text)) toast(t('action.copied'));
  };
  return (
    <LazyMenu anchor={target?.anchor ?? null} onClose={onClose} finalFocus={finalFocus}>
      {message && target && (
        <>
          <MenuItem onSelect={() => thenWrite(onReply)(message)}>
            <CornerUpLeft />
            {t('message.reply')}
          </MenuItem>
          <MenuItem onSelect={() => onReact(target)}>
            <SmilePlus />
            {t('message.react')}
          </MenuItem>
          {message.text && (
            <MenuItem onSelect={() => void copy(message.text ?? '')}>
              <Copy />
              {t('message.copy')}
            </MenuItem>
          )}
          {own && EDITABLE.includes(message.type) && (
            <MenuItem onSelect={() => thenWrite(onEdit)(message)}>
              <Pencil />
              {t('phone.edit')}
            </MenuItem>
          )}
          {own && (
            <MenuItem danger onSelect={() => onRevoke(message)}>
              <Trash2 />
              {t('phone.revoke')}
            </MenuItem>
          )}
        </>
      )}
    </LazyMenu>
  );
}
