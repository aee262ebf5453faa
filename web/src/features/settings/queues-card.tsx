/** What happens when a customer writes after their ticket was resolved. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '@/api/client';
import { queuesQuery } from '@/api/directory';
import type { Queue } from '@/api/types';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { Card } from '@/components/ui/page';
import { toast } from '@/components/ui/toast';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';

const LONGEST_HOURS = 8_760;

export function QueuesCard() {
  const { t } = useI18n();
  const { id } = useOrganization();
  const query = useQuery(queuesQuery(id));
  return (
    <Card title={t('settings.queues')}>
      {query.data ? (
        <div className="divide-y divide-line">
          {query.data.map((queue) => (
            <QueueForm key={queue.id} queue={queue} />
          ))}
        </div>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="m-4 h-24" />
        </Loading>
      )}
    </Card>
  );
}

function QueueForm({ queue }: { queue: Queue }) {
  const { t, texts } = useI18n();
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  const [policy, setPolicy] = useState(queue.reopen.policy);
  const [hours, setHours] = useState(String(queue.reopen.within_hours));
  const within = Math.round(Number(hours));
  const valid = policy === 'new' || (within >= 1 && within <= LONGEST_HOURS);
  const changed = policy !== queue.reopen.policy || within !== queue.reopen.within_hours;
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/v1/organizations/{organization}/queues/{queue}', {
          params: { path: { organization, queue: queue.id } },
          body: { reopen: { policy, within_hours: valid ? within : queue.reopen.within_hours } },
        }),
      ),
    onSuccess: async () => {
      toast(t('settings.saved'));
      await cache.invalidateQueries({ queryKey: queuesQuery(organization).queryKey });
    },
    onError: (error) => toast(problemText(texts, error), { tone: 'bad' }),
  });
  return (
    <form
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) save.mutate();
      }}
    >
      <h3 className="text-13 font-semibold">{queue.name}</h3>
      <SelectField
        label={t('settings.reopen')}
        value={policy}
        onChange={(event) => setPolicy(event.target.value === 'new' ? 'new' : 'reopen')}
      >
        <option value="reopen">{t('settings.reopen.reopen')}</option>
        <option value="new">{t('settings.reopen.new')}</option>
      </SelectField>
      {policy === 'reopen' && (
        <TextField
          type="number"
          min={1}
          max={LONGEST_HOURS}
          label={t('settings.reopen_hours')}
          hint={t('settings.reopen_hint')}
          error={valid ? undefined : t('settings.reopen_invalid', { most: LONGEST_HOURS })}
          value={hours}
          onChange={(event) => setHours(event.target.value)}
        />
      )}
      <Button
        variant="outline"
        type="submit"
        busy={save.isPending}
        disabled={!changed || !valid}
        className="self-end"
      >
        {t('action.save')}
      </Button>
    </form>
  );
}
