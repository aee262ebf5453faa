/** The message templates of all lines: what Meta says of them, and how they do. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { LayoutTemplate, Plus, RefreshCw, SearchX } from 'lucide-react';
import { linesQuery } from '@/api/directory';
import { Button } from '@/components/ui/button';
import { Card, Page } from '@/components/ui/page';
import { toast } from '@/components/ui/toast';
import { EmptyState, ErrorState, Loading, NoPermission, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { linesToSync, type TemplateFilter, templateListQuery, useSync } from './queries';
import type { TemplatesSearch } from './search';
import { TemplateDialog } from './template-dialog';
import { TemplateFilters } from './template-filters';
import { TemplateTable } from './template-table';

export function TemplatesPage() {
  const { t } = useI18n();
  const { can } = useOrganization();
  return (
    <Page
      title={t('nav.templates')}
      description={t('templates.hint')}
      action={can('templates.manage') && <Actions />}
    >
      {can('templates.view') ? <Templates /> : <NoPermission />}
    </Page>
  );
}

/** Reads again what Meta has: also what was written in its own manager. */
function SyncButton() {
  const { t, texts } = useI18n();
  const { id: org } = useOrganization();
  const lines = linesToSync(useQuery(linesQuery(org)).data ?? []);
  const sync = useSync();
  const read = () =>
    sync.mutate(lines, {
      onSuccess: (sum) => toast(t('templates.synced', sum)),
      onError: (error) => toast(problemText(texts, error), { tone: 'bad' }),
    });
  return (
    <Button
      variant="outline"
      className="!h-9 !px-3.5"
      busy={sync.isPending}
      disabled={lines.length === 0}
      onClick={read}
    >
      <RefreshCw className={sync.isPending ? 'animate-spin' : undefined} />
      {t('templates.sync')}
    </Button>
  );
}

function Actions() {
  const { t } = useI18n();
  const { id: org } = useOrganization();
  const navigate = useNavigate();
  return (
    <div className="flex flex-wrap gap-2">
      <SyncButton />
      <Button
        variant="primary"
        className="!h-9 !px-3.5"
        onClick={() => void navigate({ to: '/o/$org/templates/new', params: { org } })}
      >
        <Plus />
        {t('templates.new')}
      </Button>
    </div>
  );
}

function Templates() {
  const { t } = useI18n();
  const { id: org } = useOrganization();
  const navigate = useNavigate();
  const { template, ...filter } = useSearch({ from: '/o/$org/templates' });
  const lines = useQuery(linesQuery(org)).data ?? [];
  const query = useInfiniteQuery({ ...templateListQuery(org, filter), placeholderData: keepPreviousData });
  const rows = query.data?.pages.flatMap((page) => page.data) ?? [];
  const go = (part: TemplatesSearch) =>
    void navigate({
      to: '/o/$org/templates',
      params: { org },
      search: { ...filter, template, ...part },
      replace: part.template === undefined,
    });
  const change = (part: TemplateFilter) => go({ ...part, ...(part.q === '' && { q: undefined }) });
  const clear = () => void navigate({ to: '/o/$org/templates', params: { org }, search: {}, replace: true });
  const languages = [...new Set([...rows.map((one) => one.language), ...(filter.language ?? '').split(' ')])]
    .filter(Boolean)
    .sort();
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <Card>
        <TemplateFilters filter={filter} lines={lines} languages={languages} onChange={change} />
        {query.isPending ? (
          <Loading>
            <div className="flex flex-col gap-4 p-4">
              <Skeleton className="h-10" />
              <Skeleton className="h-10" />
              <Skeleton className="h-10" />
            </div>
          </Loading>
        ) : query.isError && rows.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Nothing filtered={filtered} onClear={clear} />
        ) : (
          <TemplateTable
            templates={rows}
            lines={lines}
            onOpen={(one) => go({ template: one })}
            more={query.hasNextPage ? () => void query.fetchNextPage() : null}
            loading={query.isFetchingNextPage}
          />
        )}
      </Card>
      <span role="status" className="sr-only">
        {query.isPending ? '' : t('templates.listed', { n: rows.length })}
      </span>
      {template && (
        <TemplateDialog template={template} lines={lines} onClose={() => go({ template: undefined })} />
      )}
    </>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useI18n();
  if (!filtered)
    return (
      <EmptyState icon={LayoutTemplate} title={t('templates.empty')}>
        {t('templates.empty_hint')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={SearchX}
      title={t('templates.no_match')}
      action={
        <Button variant="outline" onClick={onClear}>
          {t('inbox.clear_filters')}
        </Button>
      }
    />
  );
}
