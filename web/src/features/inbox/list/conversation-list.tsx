/** The list of conversations: filters, rows, endless scrolling. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ArrowUp, Inbox, SearchX } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { Button } from '@/components/ui/button';
import { EmptyState, ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useCommands } from '@/lib/commands';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { conversationsQuery, threadQuery } from '../data/queries';
import { useInboxPlace } from '../navigation';
import { ConversationRow, ROW_HEIGHT, rowId } from './conversation-row';
import { ListHeader } from './list-header';
import { useHeldRows } from './use-held-rows';

const PREFETCH_AFTER_MS = 60;
const MORE_BELOW_ROWS = 25;

export function ConversationList({ onNew, className }: { onNew: () => void; className?: string }) {
  const { t, count } = useI18n();
  const { id, memberId } = useOrganization();
  const { filter, selected, select, setFilter } = useInboxPlace();
  const query = useInfiniteQuery(conversationsQuery(id, filter));
  const fresh = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const { rows, waiting, release, hold } = useHeldRows(fresh, JSON.stringify(filter));
  const search = useRef<HTMLInputElement>(null);
  const prefetch = usePrefetch(id);
  const scroller = useRef<HTMLDivElement>(null);
  const handle = useRef<VirtualizerHandle>(null);

  useListKeys({ rows, selected, select, release, handle, search });

  const loadMore = () => {
    const last =
      handle.current?.findItemIndex((handle.current.scrollOffset ?? 0) + handle.current.viewportSize) ?? 0;
    if (last > rows.length - MORE_BELOW_ROWS && query.hasNextPage && !query.isFetching)
      void query.fetchNextPage();
  };

  return (
    <section
      aria-label={t('nav.inbox')}
      className={clsx('flex min-h-0 flex-col border-r border-line bg-surface', className)}
    >
      <ListHeader filter={filter} setFilter={setFilter} onNew={onNew} searchRef={search} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {waiting > 0 && (
          <Button
            variant="primary"
            onClick={release}
            className="absolute top-1 left-1/2 z-10 -translate-x-1/2 !rounded-full shadow-2"
          >
            <ArrowUp />
            {count('inbox.waiting', waiting)}
          </Button>
        )}
        {query.isPending ? (
          <Loading>
            <ListSkeleton />
          </Loading>
        ) : query.isError && rows.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyList
            filtered={filter.q !== '' || filter.unread || filter.line !== ''}
            onClear={() => setFilter({ q: undefined, unread: undefined, line: undefined })}
            view={filter.view}
          />
        ) : (
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
        )}
      </div>
    </section>
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

type Keys = {
  rows: { id: string }[];
  selected: string | null;
  select: (id: string) => void;
  release: () => void;
  handle: React.RefObject<VirtualizerHandle | null>;
  search: React.RefObject<HTMLInputElement | null>;
};

function useListKeys({ rows, selected, select, release, handle, search }: Keys): void {
  const { t } = useI18n();
  const index = rows.findIndex((row) => row.id === selected);
  const move = (step: number) => {
    release();
    const next = rows[Math.max(0, Math.min(rows.length - 1, index + step))];
    if (next) select(next.id);
  };
  useEffect(() => {
    if (index >= 0) handle.current?.scrollToIndex(index, { align: 'nearest' });
  }, [index, handle]);
  useCommands([
    {
      id: 'next',
      title: t('command.next'),
      group: 'list',
      keys: ['j', 'arrowdown', 'alt+j'],
      keyOnly: true,
      run: () => move(1),
    },
    {
      id: 'previous',
      title: t('command.previous'),
      group: 'list',
      keys: ['k', 'arrowup', 'alt+k'],
      keyOnly: true,
      run: () => move(-1),
    },
    {
      id: 'search',
      title: t('command.search'),
      group: 'list',
      keys: ['/'],
      keyOnly: true,
      run: () => search.current?.focus(),
    },
  ]);
}

const SKELETON_ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

function ListSkeleton() {
  return SKELETON_ROWS.map((row) => (
    <div key={row} className="mx-2 flex h-20 gap-3 px-2.5 py-2.5">
      <Skeleton className="size-10 !rounded-full" />
      <div className="flex-1 space-y-2 pt-1">
        <Skeleton className="h-3.5 w-2/5" />
        <Skeleton className="h-3 w-4/5" />
      </div>
    </div>
  ));
}

function EmptyList({
  filtered,
  onClear,
  view,
}: {
  filtered: boolean;
  onClear: () => void;
  view: 'mine' | 'unassigned' | 'all';
}) {
  const { t } = useI18n();
  if (filtered) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('inbox.empty_filtered')}
        action={
          <Button variant="outline" onClick={onClear}>
            {t('inbox.clear_filters')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState icon={Inbox} title={t(`inbox.empty.${view}`)}>
      {t('inbox.empty_hint')}
    </EmptyState>
  );
}
