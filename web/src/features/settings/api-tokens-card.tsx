/** Tokens with which other programs use the API. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api, settle } from '@/api/client';
import type { ApiToken } from '@/api/types';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/page';
import { toast } from '@/components/ui/toast';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { serverNow } from '@/lib/clock';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { NewTokenDialog } from './new-token-dialog';
import { apiTokensQuery } from './queries';

export function ApiTokensCard() {
  const { t } = useI18n();
  const { id } = useOrganization();
  const query = useQuery(apiTokensQuery(id));
  const [creating, setCreating] = useState(false);
  const add = (
    <Button variant="outline" onClick={() => setCreating(true)}>
      <Plus />
      {t('tokens.new')}
    </Button>
  );
  return (
    <Card title={t('tokens.title')} action={add}>
      {query.data ? (
        <ul className="divide-y divide-line">
          {query.data.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
          {query.data.length === 0 && <li className="p-4 text-13 text-ink-3">{t('tokens.empty')}</li>}
        </ul>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="m-4 h-16" />
        </Loading>
      )}
      {creating && <NewTokenDialog onClose={() => setCreating(false)} />}
    </Card>
  );
}

function TokenRow({ token }: { token: ApiToken }) {
  const { t, texts, number } = useI18n();
  const dates = useDates();
  const cache = useQueryClient();
  const { id: organization } = useOrganization();
  const [sure, setSure] = useState(false);
  const revoke = useMutation({
    mutationFn: () =>
      settle(
        api.DELETE('/api/v1/organizations/{organization}/api-tokens/{token}', {
          params: { path: { organization, token: token.id } },
        }),
      ),
    onError: (error) => toast(problemText(texts, error), { tone: 'bad' }),
    onSettled: () => cache.invalidateQueries({ queryKey: apiTokensQuery(organization).queryKey }),
  });
  const used = token.last_used_at
    ? t('tokens.used', { ago: dates.ago(token.last_used_at, serverNow()) })
    : t('tokens.never_used');
  const quota = token.quota_per_minute && ` · ${t('tokens.quota_is', { n: number(token.quota_per_minute) })}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <div className="truncate text-13 font-medium">{token.name}</div>
        <div className="text-12 text-ink-3">
          {used}
          {quota}
        </div>
        <div className="font-mono text-11 break-words text-ink-3">{token.scopes.join(', ')}</div>
      </div>
      <Button
        variant="danger"
        busy={revoke.isPending}
        onClick={() => (sure ? revoke.mutate() : setSure(true))}
        onBlur={() => setSure(false)}
      >
        {t(sure ? 'tokens.revoke_sure' : 'members.revoke')}
      </Button>
    </li>
  );
}
