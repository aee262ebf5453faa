/** The list of conversations: filters, rows, endless scrolling. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ArrowUp } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { Button } from '@/components/ui/button';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { conversationsQuery, threadQuery } from '../data/queries';
import { useInboxPlace } from '../navigation';
import { ConversationRow, ROW_HEIGHT, rowId } from './conversation-row';
import { ListContent } from './list-content';
import { ListHeader } from './list-header';
import { useHeldRows } from './use-held-rows';
import { useListKeys } from './use-list-keys';

const PREFETCH_AFTER_MS = 60;
const MORE_BELOW_ROWS = 25;

export function ConversationList({ onNew, className }: { onNew: () => void; className?: string }) {
  const { t } = useI18n();
  const { id, memberId } = useOrganization();
  const { filter, selected, select, setFilter } = useInboxPlace();
  const query = useInfiniteQuery(conversationsQuery(id, filter));
  const fresh = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, waiting, release, hold } = useHeldRows(fresh, JSON.stringify(filter), scroller);
  const search = useRef<HTMLInputElement>(null);
  const prefetch = usePrefetch(id);
  const handle = useRef<VirtualizerHandle>(null);
  useListKeys({ rows, selected, select, release, handle, search });

  const loadMore = () => {
    const list = handle.current;
    if (!list || !query.hasNextPage || query.isFetching) return;
    const last = list.findItemIndex(list.scrollOffset + list.viewportSize);
    if (last > rows.length - MORE_BELOW_ROWS) void query.fetchNextPage();
  };

  return (
    <section
      aria-label={t('nav.inbox')}
      className={clsx('flex min-h-0 flex-col border-r border-line bg-surface', className)}
    >
      <ListHeader filter={filter} setFilter={setFilter} onNew={onNew} searchRef={search} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {waiting > 0 && <Waiting count={waiting} onShow={release} />}
        <ListContent query={query} empty={rows.length === 0} filter={filter} setFilter={setFilter}>
          <div
            ref={scroller}
            id="conversations"
            data-testid="conversations"
            role="listbox"
            tabIndex={0}
            aria-label={t('inbox.list')}
            aria-activedescendant={selected ? rowId(selected) : undefined}
            onPointerMove={(event) => event.pointerType === 'mouse' && hold()}
            onPointerLeave={release}
            className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px] [contain:strict]"
          >
            <Virtualizer
              ref={handle}
              scrollRef={scroller}
              data={rows}
              itemSize={ROW_HEIGHT}
              bufferSize={400}
              onScroll={loadMore}
            >
              {(conversation, index) => (
                <ConversationRow
                  key={conversation.id}
                  conversation={conversation}
                  selected={conversation.id === selected}
                  position={index + 1}
                  total={query.hasNextPage ? -1 : rows.length}
                  memberId={memberId}
                  onPick={select}
                  onHover={prefetch}
                />
              )}
            </Virtualizer>
          </div>
        </ListContent>
      </div>
    </section>
  );
}

/** What happened while the pointer held the order. */
function Waiting({ count: waiting, onShow }: { count: number; onShow: () => void }) {
  const { count } = useI18n();
  return (
    <Button
      variant="primary"
      onClick={onShow}
      className="absolute top-1 left-1/2 z-10 -translate-x-1/2 !rounded-full shadow-2"
    >
      <ArrowUp />
      {count('inbox.waiting', waiting)}
    </Button>
  );
}

/** Resting on a row fetches its thread, so that opening it shows it at once. */
function usePrefetch(organization: string): (conversation: string) => void {
  const cache = useQueryClient();
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return useCallback(
    (conversation: string) => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        void cache.prefetchQuery(threadQuery(organization, conversation));
      }, PREFETCH_AFTER_MS);
    },
    [cache, organization],
  );
}
