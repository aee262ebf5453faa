/** What came in and was not understood: kept, shown, and tried again on request. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { api, settle } from '@/api/client';
import type { TrayEntry } from '@/api/types';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/page';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { trayQuery } from './queries';

const CAUSES = ['not_handled', 'unreadable', 'failed', 'unknown_target'] as const;

export function TrayCard() {
  const { t } = useI18n();
  const { id } = useOrganization();
  const query = useInfiniteQuery(trayQuery(id));
  const entries = query.data?.pages.flatMap((page) => page.data) ?? [];
  // Empty is the usual state and needs no card.
  if (entries.length === 0) return null;
  return (
    <Card title={t('tray.title')}>
      <p className="px-4 pt-3 text-13 text-ink-2">{t('tray.hint')}</p>
      <ul className="divide-y divide-line">
        {entries.map((entry) => (
          <TrayRow key={entry.id} entry={entry} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="m-2" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('action.more_entries')}
        </Button>
      )}
    </Card>
  );
}

function TrayRow({ entry }: { entry: TrayEntry }) {
  const { t, texts } = useI18n();
  const dates = useDates();
  const cache = useQueryClient();
  const { id: organization } = useOrganization();
  const retry = useMutation({
    mutationFn: () =>
      settle(
        api.POST('/api/v1/organizations/{organization}/unparsed/{unparsed}/retry', {
          params: { path: { organization, unparsed: entry.id } },
        }),
      ),
    onSuccess: () => toast(t('tray.retried')),
    onError: (error) => toast(problemText(texts, error), { tone: 'bad' }),
    onSettled: () => cache.invalidateQueries({ queryKey: trayQuery(organization).queryKey }),
  });
  const cause = CAUSES.find((known) => known === entry.cause);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <div className="text-13 font-medium">
          {cause ? t(`tray.cause.${cause}`) : t('tray.cause_unknown', { cause: entry.cause })}
        </div>
        <div className="text-12 break-words text-ink-3">
          {dates.full(entry.received_at)} · {entry.field} · {entry.detail}
        </div>
        <details className="mt-1 text-12">
          <summary className="min-h-6 font-medium text-verdi-ink">{t('tray.body')}</summary>
          <pre className="mt-1 max-h-72 overflow-auto rounded-lg bg-surface-2 p-3 font-mono leading-5">
            {typeof entry.body === 'string' ? entry.body : JSON.stringify(entry.body, null, 2)}
          </pre>
        </details>
      </div>
      <Button variant="outline" busy={retry.isPending} onClick={() => retry.mutate()}>
        <RotateCcw />
        {t('action.retry')}
      </Button>
    </li>
  );
}
