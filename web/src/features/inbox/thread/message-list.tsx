/** The messages of a thread in a virtual list that grows both ways without moving what is read. */
import {
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { serverNow } from '@/lib/clock';
import { useDates, useI18n } from '@/lib/i18n';
import { Bubble, type BubbleActions } from './bubble';
import { DaySeparator, UnreadLine } from './day-separator';
import { grouping, type ThreadItem } from './items';
import { SystemLine } from './system-line';
import { useMessageMenuGestures } from './use-message-menu-gestures';
import { usePinnedScroll } from './use-pinned-scroll';

export type MessageListHandle = { toEnd: () => void; toMessage: (id: string) => boolean };

type Props = {
  items: ThreadItem[];
  unreadFrom: string | null;
  /** Where to open: at a message, or at the end. */
  openAt: string | null;
  marked: string | null;
  hasOlder: boolean;
  hasNewer: boolean;
  onTop: () => void;
  onBottom: () => void;
  onAtEnd: (atEnd: boolean) => void;
  actions: BubbleActions;
  footer: ReactNode;
  ref?: Ref<MessageListHandle>;
};

const NEAR_ROWS = 14;
const AT_END_PX = 120;
const DAY_SHOWN_MS = 900;
const SEPARATOR_PX = 48;
const SETTLED_AFTER_MS = 80;
const TOP_PADDING = 8;
const FAR_BELOW = 1e9;

export function MessageList(props: Props) {
  const {
    items,
    unreadFrom,
    openAt,
    marked,
    hasOlder,
    hasNewer,
    onTop,
    onBottom,
    onAtEnd,
    actions,
    footer,
    ref,
  } = props;
  const { t } = useI18n();
  const dates = useDates();
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const scroll = usePinnedScroll(box, content, openAt === null && !hasNewer);
  const [floatingDay, setFloatingDay] = useState<string | null>(null);
  const hideDay = useRef(0);
  const shift = usePrepended(items);
  // Opened at the first unread message, the end may lie far below without any scrolling.
  const settled = useSettled(() => onAtEnd(scroll.track() < AT_END_PX && !hasNewer));
  const gestures = useMessageMenuGestures((id, anchor) => {
    const found = items.find((item) => item.message.id === id);
    if (found) actions.openMenu(found.message, anchor);
  });

  // Only on opening: afterwards the person scrolls.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => {
    const index = openAt === null ? -1 : items.findIndex((item) => item.message.id === openAt);
    if (index >= 0)
      list.current?.scrollToIndex(index, {
        align: openAt === unreadFrom ? 'start' : 'center',
        offset: openAt === unreadFrom ? -48 : 0,
      });
  }, []);

  useImperativeHandle(ref, () => ({
    toEnd: () => {
      // The list goes on correcting an earlier jump for a moment; another jump of its own ends that.
      list.current?.scrollTo(FAR_BELOW);
      scroll.pin();
    },
    toMessage: (id) => {
      const index = items.findIndex((item) => item.message.id === id);
      if (index < 0) return false;
      scroll.unpin();
      list.current?.scrollToIndex(index, { align: 'center' });
      return true;
    },
  }));

  const onScroll = (offset: number) => {
    const gap = scroll.track();
    onAtEnd(gap < AT_END_PX && !hasNewer);
    if (!settled.current || !list.current || !box.current) return;
    const top = list.current.findItemIndex(offset + 24);
    const bottom = list.current.findItemIndex(offset + box.current.clientHeight);
    if (top < NEAR_ROWS && hasOlder) onTop();
    if (bottom > items.length - NEAR_ROWS && hasNewer) onBottom();
    if (scroll.isPinned()) return;
    const separates = (index: number) => {
      const item = items[index];
      if (!item || !grouping(item.message, items[index - 1]?.message, dates.dayKey).newDay) return false;
      const below = (list.current?.getItemOffset(index) ?? 0) - offset;
      return below > -SEPARATOR_PX && below < SEPARATOR_PX;
    };
    // A day is not said twice, one above the other.
    const said = separates(top) || separates(top + 1);
    setFloatingDay(said ? null : (items[top]?.message.sort_at ?? null));
    window.clearTimeout(hideDay.current);
    hideDay.current = window.setTimeout(() => setFloatingDay(null), DAY_SHOWN_MS);
  };

  return (
    <div className="absolute inset-0">
      <div
        aria-hidden
        className={`pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center transition-opacity duration-200 ${floatingDay === null ? 'opacity-0' : 'opacity-100'}`}
      >
        {floatingDay && (
          <span className="rounded-full bg-sys px-3 py-1 text-12 font-medium text-ink-2 shadow-2 first-letter:uppercase">
            {dates.day(floatingDay, serverNow())}
          </span>
        )}
      </div>
      {/* New messages are announced by their own region: this one also changes by scrolling. */}
      <div
        ref={box}
        {...gestures}
        role="log"
        aria-live="off"
        aria-label={t('thread.messages')}
        data-testid="thread"
        data-own-arrows
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="absolute inset-0 overflow-y-auto outline-offset-[-2px] [overflow-anchor:none]"
      >
        <div ref={content}>
          <div style={{ height: TOP_PADDING }} />
          <Virtualizer
            ref={list}
            scrollRef={box}
            data={items}
            shift={shift}
            startMargin={TOP_PADDING}
            bufferSize={600}
            onScroll={onScroll}
          >
            {(item, index) => (
              <Row
                key={item.key}
                item={item}
                previous={items[index - 1]}
                unread={item.message.id === unreadFrom}
                marked={item.message.id === marked}
                actions={actions}
              />
            )}
          </Virtualizer>
          <div className="pb-3">{footer}</div>
        </div>
      </div>
    </div>
  );
}

type RowProps = {
  item: ThreadItem;
  previous?: ThreadItem;
  unread: boolean;
  marked: boolean;
  actions: BubbleActions;
};

/** Separators belong to the row below them, so that a page put before it keeps the rows' number and order. */
function Row({ item, previous, unread, marked, actions }: RowProps) {
  const { dayKey } = useDates();
  const { newDay, first } = grouping(item.message, previous?.message, dayKey);
  return (
    <>
      {newDay && <DaySeparator at={item.message.sort_at} />}
      {unread && <UnreadLine />}
      {item.message.kind === 'system' ? (
        <SystemLine message={item.message} marked={marked} />
      ) : (
        <Bubble
          message={item.message}
          outgoing={item.outgoing}
          first={first || unread}
          marked={marked}
          actions={actions}
        />
      )}
    </>
  );
}

/** True only in the render that put older messages before the ones already shown. */
function usePrepended(items: ThreadItem[]): boolean {
  const first = items[0]?.key;
  const before = useRef(first);
  const prepended = first !== before.current && items.some((item) => item.key === before.current);
  useLayoutEffect(() => {
    before.current = first;
  });
  return prepended;
}

/** False while the list takes its first measures, which must not count as scrolling. */
function useSettled(onSettled: () => void) {
  const settled = useRef(false);
  const latest = useRef(onSettled);
  latest.current = onSettled;
  useEffect(() => {
    const timer = setTimeout(() => {
      settled.current = true;
      latest.current();
    }, SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return settled;
}
