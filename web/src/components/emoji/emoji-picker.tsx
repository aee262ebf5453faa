/** All emoji, found by words or by looking around. */
import { Popover } from '@base-ui/react/popover';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useI18n } from '@/lib/i18n';
import { EmojiBoard } from './emoji-board';
import { emojiQuery } from './emoji-data';

type Props = {
  anchor: Element | null;
  onClose: () => void;
  onPick: (emoji: string) => void;
  /** Where the focus goes afterwards; where it came from, if it does not say. */
  finalFocus?: () => HTMLElement | boolean | null;
};

export function EmojiPicker({ anchor, onClose, onPick, finalFocus }: Props) {
  const { t } = useI18n();
  const field = useRef<HTMLInputElement>(null);
  // While it fades away it stays where it was.
  const last = useRef(anchor);
  if (anchor) last.current = anchor;
  return (
    <Popover.Root
      open={anchor !== null}
      onOpenChange={(open, { event }) => {
        // What opened it closes it by itself.
        const onAnchor = event.target instanceof Node && anchor?.contains(event.target);
        if (!open && !(onAnchor && event.type !== 'keydown')) onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={last.current}
          side="top"
          sideOffset={6}
          collisionPadding={8}
          className="z-50"
        >
          <Popover.Popup
            aria-label={t('emoji.title')}
            initialFocus={field}
            finalFocus={finalFocus}
            className="flex h-[min(380px,var(--available-height))] w-[316px] origin-(--transform-origin) flex-col overflow-hidden rounded-xl border border-line bg-surface shadow-2 outline-none transition-[opacity,transform] duration-150 ease-out data-starting-style:scale-[.97] data-starting-style:opacity-0 data-ending-style:opacity-0 max-md:w-[374px] max-md:max-w-[calc(100vw-16px)]"
          >
            <Content field={field} onPick={onPick} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

type ContentProps = { field: React.RefObject<HTMLInputElement | null>; onPick: (emoji: string) => void };

function Content({ field, onPick }: ContentProps) {
  const { locale } = useI18n();
  const query = useQuery(emojiQuery(locale));
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) {
    return (
      <Loading>
        <Skeleton className="m-3 h-80" />
      </Loading>
    );
  }
  return <EmojiBoard all={query.data} field={field} onPick={onPick} />;
}
