/** Why the next message costs what it costs, above its price. */
import { Popover } from '@base-ui/react/popover';
import type { UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import type { MessageQuote } from '@/api/prices';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useI18n } from '@/lib/i18n';
import { type Choice, WhyDoors } from './why-doors';

type Props = Choice & {
  /** Null while it is closed. */
  anchor: Element | null;
  query: UseQueryResult<MessageQuote>;
};

export function WhyPopover({ anchor, query, ...choice }: Props) {
  const { t } = useI18n();
  // While it fades away it stays where it was.
  const last = useRef(anchor);
  if (anchor) last.current = anchor;
  return (
    <Popover.Root
      open={anchor !== null}
      onOpenChange={(open, { event }) => {
        // What opened it closes it by itself.
        const onAnchor = event.target instanceof Node && anchor?.contains(event.target);
        if (!open && !(onAnchor && event.type !== 'keydown')) choice.onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={last.current}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-50"
        >
          <Popover.Popup
            aria-label={t('why.title')}
            className="flex max-h-[min(460px,var(--available-height))] w-[360px] max-w-[calc(100vw-16px)] origin-(--transform-origin) flex-col overflow-y-auto rounded-xl border border-line bg-surface p-4 shadow-2 outline-none transition-[opacity,transform] duration-150 ease-out data-starting-style:scale-[.97] data-starting-style:opacity-0 data-ending-style:opacity-0"
          >
            <h2 className="text-14 font-semibold">{t('why.title')}</h2>
            {query.data ? (
              <WhyDoors quote={query.data} {...choice} />
            ) : query.isError ? (
              <ErrorState error={query.error} onRetry={() => void query.refetch()} />
            ) : (
              <Loading>
                <Skeleton className="mt-3 h-20" />
              </Loading>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
