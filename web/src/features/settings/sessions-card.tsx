/** Where one is signed in. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, settle } from '@/api/client';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { toast } from '@/components/ui/toast';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { serverNow } from '@/lib/clock';
import { useDates, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { deviceName } from './device-name';
import { sessionsQuery } from './queries';

export function SessionsCard() {
  const { t, texts } = useI18n();
  const dates = useDates();
  const cache = useQueryClient();
  const query = useQuery(sessionsQuery);
  const revoke = useMutation({
    mutationFn: (session: string) =>
      settle(api.DELETE('/api/v1/me/sessions/{session}', { params: { path: { session } } })),
    onError: (error) => toast(problemText(texts, error), { tone: 'bad' }),
    onSettled: () => cache.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  return (
    <Card title={t('settings.sessions')}>
      {query.data ? (
        <ul className="divide-y divide-line">
          {query.data.data.map((session) => (
            <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0 flex-1 basis-48">
                <div className="truncate text-13 font-medium">
                  {deviceName(session.user_agent) ?? t('settings.unknown_device')}
                </div>
                <div className="tnum text-12 text-ink-3">
                  {session.ip} ·{' '}
                  {t('settings.last_seen', { ago: dates.ago(session.last_seen_at, serverNow()) })}
                </div>
              </div>
              {session.current ? (
                <Status tone="good">{t('settings.this_session')}</Status>
              ) : (
                <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate(session.id)}>
                  {t('settings.end_session')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="m-4 h-16" />
        </Loading>
      )}
    </Card>
  );
}
