/** What did not arrive, over all lines: seen, sent again, or let be. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { MailCheck, SearchX } from 'lucide-react';
import { type LetterFilter, letterCountsQuery } from '@/api/dead-letters';
import { linesQuery } from '@/api/directory';
import { Button } from '@/components/ui/button';
import { Card, Page } from '@/components/ui/page';
import { EmptyState, ErrorState, Loading, NoPermission, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { BulkBar } from './bulk-bar';
import { LetterFilters } from './letter-filters';
import { LetterTable } from './letter-table';
import { letterListQuery } from './queries';
import { RetryDialog } from './retry-dialog';
import { useLetterKeys } from './use-letter-keys';
import { useLetters } from './use-letters';

export function DeadLettersPage() {
  const { t } = useI18n();
  const { can } = useOrganization();
  return (
    <Page title={t('nav.undelivered')} description={t('undelivered.hint')}>
      {can('conversations.read') ? <DeadLetters /> : <NoPermission />}
    </Page>
  );
}

const NO_ROWS: never[] = [];

function DeadLetters() {
  const { count, number } = useI18n();
  const { id: org, can } = useOrganization();
  const navigate = useNavigate();
  const filter = useSearch({ from: '/o/$org/not-delivered' });
  const lines = useQuery(linesQuery(org)).data ?? NO_ROWS;
  const counts = useQuery({ ...letterCountsQuery(org, filter), placeholderData: keepPreviousData }).data;
  const query = useInfiniteQuery({ ...letterListQuery(org, filter), placeholderData: keepPreviousData });
  const rows = query.data?.pages.flatMap((page) => page.data) ?? NO_ROWS;
  const total = Math.max(counts?.total ?? 0, rows.length);
  const page = useLetters(rows, lines, filter, total);
  const dismissed = filter.dismissed ?? false;
  useLetterKeys({
    ids: page.ids,
    current: page.current,
    choosing: page.letters.length > 0,
    dismissed,
    mayAct: can('messages.send') && !page.busy,
    toggle: page.toggle,
    clear: page.clear,
    retry: () => page.retryMeant(),
    dismiss: page.dismissMeant,
    restore: page.restoreMeant,
  });
  const go = (search: LetterFilter) =>
    void navigate({ to: '/o/$org/not-delivered', params: { org }, search, replace: true });
  const chosenCount = page.selection.all ? total : page.letters.length;
  return (
    <>
      <Card>
        <LetterFilters
          filter={filter}
          counts={counts}
          lines={lines}
          onChange={(part) => go({ ...filter, ...part })}
        />
        {(page.letters.length > 0 || page.work) && (
          <BulkBar
            count={chosenCount}
            all={page.selection.all}
            more={query.hasNextPage || total > rows.length ? number(total) + (counts?.more ? '+' : '') : null}
            dismissed={dismissed}
            doors={page.doors}
            busy={page.busy}
            work={page.work}
            onAll={page.selectAll}
            onClear={page.clear}
            onRetry={page.retryMeant}
            onDismiss={page.dismissMeant}
            onRestore={page.restoreMeant}
          />
        )}
        {query.isPending ? (
          <Loading>
            <div className="flex flex-col gap-4 p-4">
              <Skeleton className="h-12" />
              <Skeleton className="h-12" />
              <Skeleton className="h-12" />
            </div>
          </Loading>
        ) : query.isError && rows.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Nothing filter={filter} onClear={() => go(dismissed ? { dismissed } : {})} />
        ) : (
          <LetterTable
            letters={rows}
            lines={lines}
            isSelected={(id) => page.selection.all || page.selection.ids.has(id)}
            all={page.letters.length === rows.length}
            onSelectShown={page.selectShown}
            current={page.current}
            busy={page.busy}
            actions={{
              toggle: page.toggle,
              enter: page.enter,
              retry: page.retryOne,
              dismiss: page.dismissOne,
              restore: page.restoreOne,
            }}
            more={query.hasNextPage ? () => void query.fetchNextPage() : null}
            loading={query.isFetchingNextPage}
          />
        )}
      </Card>
      <span role="status" className="sr-only">
        {query.isPending ? '' : count('undelivered.listed', rows.length)}
      </span>
      {page.asked && <RetryDialog asking={page.asked} onClose={page.stopAsking} onConfirm={page.confirm} />}
    </>
  );
}

function Nothing({ filter, onClear }: { filter: LetterFilter; onClear: () => void }) {
  const { t } = useI18n();
  if (filter.line || filter.cause)
    return (
      <EmptyState
        icon={SearchX}
        title={t('undelivered.no_match')}
        action={
          <Button variant="outline" onClick={onClear}>
            {t('inbox.clear_filters')}
          </Button>
        }
      />
    );
  if (filter.dismissed) return <EmptyState icon={MailCheck} title={t('undelivered.empty_dismissed')} />;
  return (
    <EmptyState icon={MailCheck} title={t('undelivered.empty')}>
      {t('undelivered.empty_hint')}
    </EmptyState>
  );
}
