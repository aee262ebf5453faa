/** The reactions that one has at hand, as items of a menu: one's own is marked and taken back by it. */
import { Plus } from 'lucide-react';
import { MenuItem } from '@/components/ui/menu';
import { useI18n } from '@/lib/i18n';

const AT_HAND = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

type Props = {
  /** What one has put on it already. */
  own: string | null;
  /** An empty emoji takes the reaction back. */
  onReact: (emoji: string) => void;
  onMore: () => void;
};

const SIGN = 'grid size-9 place-items-center rounded-full leading-none max-md:size-11';

export function ReactionItems({ own, onReact, onMore }: Props) {
  const { t } = useI18n();
  // What one put on it is there to be taken back, whichever it is.
  const shown = own === null || AT_HAND.includes(own) ? AT_HAND : [...AT_HAND, own];
  return (
    <>
      {shown.map((emoji) => (
        <MenuItem
          key={emoji}
          label={emoji === own ? t('message.unreact') : t('message.react_with', { emoji })}
          onSelect={() => onReact(emoji === own ? '' : emoji)}
        >
          <span aria-hidden className={`${SIGN} text-[20px] ${emoji === own ? 'bg-verdi-soft' : ''}`}>
            {emoji}
          </span>
        </MenuItem>
      ))}
      <MenuItem label={t('emoji.more')} onSelect={onMore}>
        <span aria-hidden className={`${SIGN} text-ink-2`}>
          <Plus className="size-[18px]" />
        </span>
      </MenuItem>
    </>
  );
}
