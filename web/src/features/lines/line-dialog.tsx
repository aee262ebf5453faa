/** One line: name, queue, switch, token, test, webhook. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queuesQuery } from '@/api/directory';
import type { Line } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SelectField, TextField } from '@/components/ui/field';
import { Quality } from '@/components/ui/quality';
import { Switch } from '@/components/ui/switch';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { problemText } from '@/lib/problem-text';
import { BudgetField } from './budget-field';
import { LineStatus } from './line-health';
import { LineNotices } from './line-notices';
import { LineTestPanel } from './line-test-panel';
import { useUpdateLine } from './mutations';
import { RoutingField } from './routing-field';
import { UncertainField } from './uncertain-field';
import { UnofficialField } from './unofficial-field';
import { WebhookFields } from './webhook-fields';

export function LineDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const { t, texts } = useI18n();
  const { can } = useOrganization();
  const update = useUpdateLine(line.id);
  const manages = can('connections.manage');
  const webhook = line.doors.find((door) => door.webhook)?.webhook;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={line.name}
      description={line.phone ? formatPhone(line.phone) : t('lines.no_number')}
    >
      <div className="flex flex-col gap-5">
        {update.isError && <Banner tone="bad" title={problemText(texts, update.error)} />}
        <LineNotices line={line} whole />
        <Facts line={line} />
        <HistoryImport line={line} />
        <LineTestPanel line={line} />
        {manages && (
          <>
            <Switch
              label={t('lines.enabled')}
              hint={t('lines.enabled_hint')}
              checked={line.enabled}
              disabled={update.isPending}
              onChange={(enabled) => update.mutate({ enabled })}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <NameField line={line} />
              <QueueField line={line} />
            </div>
            <RoutingField line={line} />
            <UnofficialField line={line} />
            <UncertainField line={line} />
            <TokenField line={line} />
          </>
        )}
        <BudgetField line={line} />
        {webhook && <WebhookFields webhook={webhook} />}
      </div>
    </Dialog>
  );
}

function Facts({ line }: { line: Line }) {
  const { t, number } = useI18n();
  const door = line.doors[0];
  const tier = useTier();
  const facts: [string, string | null | undefined][] = [
    [t('lines.verified_name'), door?.verified_name],
    [t('lines.throughput'), door?.throughput],
    [t('lines.limit'), tier(door?.messaging_limit)],
    [
      t('lines.uncertain'),
      line.uncertain_policy === 'resend'
        ? t('lines.uncertain_shown', { minutes: number(line.uncertain_after_minutes) })
        : t('lines.uncertain.ask'),
    ],
    [t('connect.phone_number_id'), door?.phone_number_id],
    [t('connect.waba_id'), door?.waba_id],
  ];
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3 text-13">
      <LineStatus line={line} />
      <Quality rating={door?.quality_rating} />
      {facts.map(
        ([label, value]) =>
          value && (
            <span key={label}>
              <span className="text-ink-3">{label}: </span>
              <span className="font-mono text-12 tracking-[-0.02em]">{value}</span>
            </span>
          ),
      )}
    </div>
  );
}

const THOUSAND = /^TIER_(\d+)(K?)$/;

/** `TIER_2K` as people say it; a word that this version does not know stays as it is. */
function useTier() {
  const { t, number } = useI18n();
  return (tier: string | null | undefined): string | null => {
    if (!tier) return null;
    if (tier === 'TIER_UNLIMITED') return t('lines.no_limit');
    const [, digits, thousands] = THOUSAND.exec(tier) ?? [];
    if (!digits) return tier;
    return t('lines.limit_of', { n: number(Number(digits) * (thousands ? 1_000 : 1)) });
  };
}

/** Lines in coexistence tell what their phone remembers, for hours. */
function HistoryImport({ line }: { line: Line }) {
  const { t } = useI18n();
  const history = line.doors.find((door) => door.history)?.history;
  if (!history) return null;
  const { progress } = history;
  const label = {
    importing: t('lines.history.importing', { progress }),
    done: t('lines.history.done'),
    declined: t('lines.history.declined'),
  }[history.state];
  return (
    <div className="text-13 text-ink-2">
      <p>{label}</p>
      {history.state === 'importing' && (
        <progress
          aria-label={label}
          value={progress}
          max={100}
          className="mt-1.5 block h-1.5 w-full overflow-hidden rounded-full bg-surface-3 accent-verdi [&::-webkit-progress-bar]:bg-surface-3 [&::-webkit-progress-value]:bg-verdi"
        />
      )}
    </div>
  );
}

function NameField({ line }: { line: Line }) {
  const { t } = useI18n();
  const update = useUpdateLine(line.id);
  const [name, setName] = useState(line.name);
  const changed = name.trim() !== '' && name.trim() !== line.name;
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) update.mutate({ name: name.trim() });
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField label={t('lines.name')} value={name} onChange={(event) => setName(event.target.value)} />
      </div>
      <Button variant="outline" type="submit" busy={update.isPending} disabled={!changed} className="!h-9">
        {t('action.save')}
      </Button>
    </form>
  );
}

function QueueField({ line }: { line: Line }) {
  const { t } = useI18n();
  const { id } = useOrganization();
  const update = useUpdateLine(line.id);
  const queues = useQuery(queuesQuery(id)).data ?? [line.queue];
  return (
    <SelectField
      label={t('lines.queue')}
      value={line.queue.id}
      disabled={update.isPending}
      onChange={(event) => update.mutate({ queue_id: event.target.value })}
    >
      {queues.map((queue) => (
        <option key={queue.id} value={queue.id}>
          {queue.name}
        </option>
      ))}
    </SelectField>
  );
}

function TokenField({ line }: { line: Line }) {
  const { t, texts } = useI18n();
  const update = useUpdateLine(line.id);
  const [token, setToken] = useState('');
  const save = () =>
    update.mutate(
      { access_token: token.trim() },
      {
        onSuccess: () => {
          setToken('');
          toast(t('lines.token_changed'));
        },
      },
    );
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (token.trim() !== '') save();
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField
          mono
          type="password"
          autoComplete="off"
          label={t('lines.new_token')}
          hint={update.isError ? undefined : t('lines.new_token_hint')}
          error={update.isError ? problemText(texts, update.error) : undefined}
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
      </div>
      <Button
        variant="outline"
        type="submit"
        busy={update.isPending}
        disabled={token.trim() === ''}
        className="mb-5 !h-9"
      >
        {t('action.save')}
      </Button>
    </form>
  );
}
