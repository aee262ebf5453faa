/** The rows of the list in each of their states. */
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Inbox, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState, ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useI18n } from '@/lib/i18n';
import type { InboxSearch, ListFilter } from '../data/filter';

type Props = {
  query: Pick<UseInfiniteQueryResult, 'isPending' | 'isError' | 'error' | 'refetch'>;
  empty: boolean;
  filter: ListFilter;
  setFilter: (part: InboxSearch) => void;
  children: ReactNode;
};

export function ListContent({ query, empty, filter, setFilter, children }: Props) {
  if (query.isPending) {
    return (
      <Loading>
        <ListSkeleton />
      </Loading>
    );
  }
  if (!empty) return children;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (filter.q === '' && !filter.unread && filter.line === '') return <NothingHere view={filter.view} />;
  return <NoMatch onClear={() => setFilter({ q: undefined, unread: undefined, line: undefined })} />;
}

function NothingHere({ view }: { view: ListFilter['view'] }) {
  const { t } = useI18n();
  return (
    <EmptyState icon={Inbox} title={t(`inbox.empty.${view}`)}>
      {t('inbox.empty_hint')}
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  const { t } = useI18n();
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
