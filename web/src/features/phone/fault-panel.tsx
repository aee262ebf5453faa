/** Things that go wrong on demand, to see that nothing is lost. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { api, settle, unwrap } from '@/api/client';
import type { SandboxFault } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { Card } from '@/components/ui/page';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { faultsQuery } from './queries';

const TARGETS = ['webhooks', 'messages'] as const;
const KINDS = ['delay', 'error', 'duplicate', 'reorder', 'drop'] as const;

type Values = {
  target: (typeof TARGETS)[number];
  kind: (typeof KINDS)[number];
  delay: string;
  code: string;
  times: string;
};

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

export function FaultPanel({ line }: { line: string }) {
  const { t, texts } = useI18n();
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  const { queryKey } = faultsQuery(organization);
  const faults = useQuery(faultsQuery(organization)).data ?? [];
  const form = useForm<Values>({
    defaultValues: { target: 'webhooks', kind: 'duplicate', delay: '3000', code: '131000', times: '' },
  });
  const kind = form.watch('kind');
  const path = { organization };
  const set = useMutation({
    mutationFn: ({ target, kind: what, delay, code, times }: Values) =>
      unwrap(
        api.POST('/api/v1/organizations/{organization}/sandbox/faults', {
          params: { path },
          body: {
            target,
            kind: what,
            line_id: line,
            delay_ms: what === 'delay' ? numberOf(delay) : null,
            code: what === 'error' ? numberOf(code) : null,
            times: numberOf(times),
          },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey }),
  });
  const clear = useMutation({
    mutationFn: () =>
      settle(api.DELETE('/api/v1/organizations/{organization}/sandbox/faults', { params: { path } })),
    onSettled: () => cache.invalidateQueries({ queryKey }),
  });
  const error = set.error ?? clear.error;
  return (
    <Card
      title={t('faults.title')}
      action={
        faults.length > 0 && (
          <Button variant="outline" busy={clear.isPending} onClick={() => clear.mutate()}>
            {t('faults.clear')}
          </Button>
        )
      }
    >
      <form
        noValidate
        className="flex flex-col gap-4 p-4"
        onSubmit={form.handleSubmit((values) => set.mutate(values))}
      >
        <p className="text-13 text-ink-2">{t('faults.hint')}</p>
        {error && <Banner tone="bad" title={problemText(texts, error)} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label={t('faults.target')} {...form.register('target')}>
            {TARGETS.map((one) => (
              <option key={one} value={one}>
                {t(`faults.target.${one}`)}
              </option>
            ))}
          </SelectField>
          <SelectField label={t('faults.kind')} {...form.register('kind')}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`faults.kind.${one}`)}
              </option>
            ))}
          </SelectField>
          {kind === 'delay' && (
            <TextField type="number" min={0} label={t('faults.delay')} {...form.register('delay')} />
          )}
          {kind === 'error' && (
            <TextField type="number" min={0} label={t('faults.code')} {...form.register('code')} />
          )}
          <TextField
            type="number"
            min={1}
            label={t('faults.times')}
            hint={t('faults.times_hint')}
            {...form.register('times')}
          />
        </div>
        <Button variant="outline" type="submit" busy={set.isPending} className="self-start">
          {t('faults.set')}
        </Button>
      </form>
      {faults.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {faults.map((fault) => (
            <FaultRow key={fault.id} fault={fault} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function FaultRow({ fault }: { fault: SandboxFault }) {
  const { t, number } = useI18n();
  const details = [
    fault.delay_ms !== null && `${number(fault.delay_ms)} ms`,
    fault.code !== null && t('delivery.meta_code', { code: fault.code }),
    fault.times === null ? t('faults.until_cleared') : t('faults.times_left', { n: number(fault.times) }),
  ].filter(Boolean);
  return (
    <li className="px-4 py-2.5 text-13">
      <span className="font-medium">
        {t(`faults.target.${fault.target}`)}: {t(`faults.kind.${fault.kind}`)}
      </span>{' '}
      <span className="tnum text-ink-3">{details.join(' · ')}</span>
    </li>
  );
}
