/** Puts emoji into a text where the caret stands; the picker stays for more than one. */
import { Smile } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { useI18n } from '@/lib/i18n';
import { LazyEmojiPicker, preloadEmoji } from './lazy-emoji-picker';

type Props = { field: () => HTMLTextAreaElement | null; onWrite: (text: string) => void };

export function EmojiButton({ field, onWrite }: Props) {
  const { t } = useI18n();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const insert = (emoji: string) => {
    const area = field();
    if (!area) return;
    area.setRangeText(emoji, area.selectionStart, area.selectionEnd, 'end');
    onWrite(area.value);
  };
  return (
    <>
      <IconButton
        label={t('emoji.title')}
        side="top"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onPointerEnter={preloadEmoji}
        onFocus={preloadEmoji}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        <Smile />
      </IconButton>
      <LazyEmojiPicker anchor={anchor} onClose={() => setAnchor(null)} onPick={insert} finalFocus={field} />
    </>
  );
}
