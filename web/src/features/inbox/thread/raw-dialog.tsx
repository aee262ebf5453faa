/** A message exactly as it came, for those who may see it. */
import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';

export function RawDialog({ message, onClose }: { message: string; onClose: () => void }) {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const query = useQuery({
    queryKey: ['organization', organization, 'raw', message],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/messages/{message}/raw', {
          params: { path: { organization, message } },
          signal,
        }),
      ),
  });
  const text = query.data ? JSON.stringify(query.data.body, null, 2) : '';
  return (
    <Dialog open onClose={onClose} title={t('message.raw')} description={t('message.raw_hint')} wide>
      {query.data ? (
        <div className="relative">
          <div className="absolute top-1 right-1">
            <CopyButton text={text} label={t('action.copy')} />
          </div>
          <pre className="max-h-[60vh] overflow-auto rounded-lg bg-surface-2 p-3 font-mono text-12 leading-5">
            {text}
          </pre>
        </div>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-40" />
        </Loading>
      )}
    </Dialog>
  );
}
