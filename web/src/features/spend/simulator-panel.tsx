/** What the messages of a period would have cost by another rule, on another day, in another volume. */
import { useQuery } from '@tanstack/react-query';
import { Calculator, Coins, FlaskConical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { POLICIES } from '@/api/prices';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { Card } from '@/components/ui/page';
import { EmptyState, ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { isDay } from './period';
import { type SpendPlace, simulationQuery, type WhatIf } from './queries';
import { SimulatedTable } from './simulated-table';

const MOST_VOLUME = 10_000;

/** A whole percentage from 1 to 10,000; null for anything else. */
export function volumeOf(value: string): number | null {
  if (!/^\d{1,5}$/.test(value.trim())) return null;
  const volume = Number(value);
  return volume >= 1 && volume <= MOST_VOLUME ? volume : null;
}

export function SimulatorPanel({ place, bar }: { place: SpendPlace; bar: ReactNode }) {
  const [asked, setAsked] = useState<WhatIf | null>(null);
  return (
    <Card>
      <div className="border-b border-line px-4 py-2.5">{bar}</div>
      <WhatIfForm onAsk={setAsked} />
      {asked ? <Answer place={place} what={asked} /> : <Nothing />}
    </Card>
  );
}

function Nothing() {
  const { t } = useI18n();
  return (
    <EmptyState icon={FlaskConical} title={t('simulate.empty')}>
      {t('simulate.empty_hint')}
    </EmptyState>
  );
}

function WhatIfForm({ onAsk }: { onAsk: (what: WhatIf) => void }) {
  const { t } = useI18n();
  const [policy, setPolicy] = useState('');
  const [date, setDate] = useState('');
  const [volume, setVolume] = useState('100');
  const percent = volumeOf(volume);
  const submit = () => {
    if (percent === null) return;
    const rule = POLICIES.find((one) => one === policy);
    onAsk({ ...(rule && { policy: rule }), ...(isDay(date) && { date }), volume: percent });
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4 border-b border-line p-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <SelectField
          label={t('simulate.policy')}
          hint={policy === '' ? undefined : t('simulate.policy_hint')}
          value={policy}
          onChange={(event) => setPolicy(event.target.value)}
        >
          <option value="">{t('simulate.policy_keep')}</option>
          {POLICIES.map((one) => (
            <option key={one} value={one}>
              {t(`lines.routing.${one}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          type="date"
          label={t('simulate.date')}
          hint={t('simulate.date_hint')}
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
        <TextField
          label={t('simulate.volume')}
          inputMode="numeric"
          autoComplete="off"
          hint={t('simulate.volume_hint')}
          error={percent === null ? t('simulate.volume_wrong') : undefined}
          value={volume}
          onChange={(event) => setVolume(event.target.value)}
        />
      </div>
      <Button variant="primary" type="submit" disabled={percent === null} className="self-end max-md:w-full">
        <Calculator />
        {t('simulate.run')}
      </Button>
    </form>
  );
}

function Answer({ place, what }: { place: SpendPlace; what: WhatIf }) {
  const { t } = useI18n();
  const { id: org } = useOrganization();
  const query = useQuery(simulationQuery(org, place, what));
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <Loading>
        <Skeleton className="m-4 h-32" />
      </Loading>
    );
  if (query.data.messages === 0)
    return (
      <EmptyState icon={Coins} title={t('simulate.no_history')}>
        {t('spend.empty_hint')}
      </EmptyState>
    );
  return <SimulatedTable simulation={query.data} />;
}
