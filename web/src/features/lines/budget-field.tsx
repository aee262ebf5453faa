/** What a line may spend in a month, and how much of it is spent. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useEffect, useState } from 'react';
import { linesQuery } from '@/api/directory';
import { rateCardsQuery } from '@/api/prices';
import type { Line } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { Switch } from '@/components/ui/switch';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { type Budget, spentPart } from '@/lib/line-budget';
import { amountOf, useMoney } from '@/lib/money';
import { problemText } from '@/lib/problem-text';
import { type NewBudget, useSetBudget } from './mutations';

const WARN_AT = 80;

/** A whole percentage from 1 to 100; null for anything else. */
export function percentOf(value: string): number | null {
  if (!/^\d{1,3}$/.test(value.trim())) return null;
  const percent = Number(value);
  return percent >= 1 && percent <= 100 ? percent : null;
}

export function BudgetField({ line }: { line: Line }) {
  const { t } = useI18n();
  const { can } = useOrganization();
  const manages = can('spend.manage');
  useFreshSpending();
  if (!manages && !line.budget) return null;
  return (
    <section aria-label={t('budget.title')} className="flex flex-col gap-3 border-t border-line pt-5">
      <div>
        <h3 className="text-14 font-semibold">{t('budget.title')}</h3>
        <p className="text-12 text-ink-3">{t('budget.hint')}</p>
      </div>
      {line.budget && <Spent budget={line.budget} />}
      {/* Somebody else's change is shown too. */}
      {manages && <BudgetForm key={JSON.stringify(wantedOf(line.budget))} line={line} />}
    </section>
  );
}

/** What is spent grows without an event, until it is worth a warning. */
function useFreshSpending(): void {
  const cache = useQueryClient();
  const { id } = useOrganization();
  useEffect(() => {
    void cache.invalidateQueries({ queryKey: linesQuery(id).queryKey });
  }, [cache, id]);
}

const BARS = { within: 'bg-verdi', warned: 'bg-brass', reached: 'bg-danger' };

function Spent({ budget }: { budget: Budget }) {
  const { t } = useI18n();
  const money = useMoney();
  const part = Math.min(1, spentPart(budget));
  return (
    <div>
      <p className="tnum text-13">
        {t('budget.spent', { spent: money(budget.spent), money: money(budget.money) })}
      </p>
      <div aria-hidden className="relative mt-1.5 h-2 overflow-hidden rounded-full bg-surface-3">
        <div
          style={{ width: `${part * 100}%` }}
          className={clsx('h-full rounded-full', part > 0 && 'min-w-1', BARS[budget.state])}
        />
        <span style={{ left: `${budget.warn_at}%` }} className="absolute inset-y-0 w-px bg-ink-3" />
      </div>
    </div>
  );
}

function wantedOf(budget: Line['budget']): NewBudget | null {
  if (!budget) return null;
  const { money, warn_at, stops } = budget;
  return { money, warn_at, stops };
}

function BudgetForm({ line }: { line: Line }) {
  const { t, texts } = useI18n();
  const form = useBudgetForm(line.budget);
  const save = useSetBudget(line.id);
  const submit = () => {
    if (!form.wanted) form.show();
    else if (form.changed) save.mutate(form.wanted, { onSuccess: () => toast(t('budget.saved')) });
  };
  const [sure, setSure] = useState(false);
  const remove = () => {
    if (sure) save.mutate(null, { onSuccess: () => toast(t('budget.removed')) });
    else setSure(true);
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label={t('budget.amount')}
          inputMode="decimal"
          autoComplete="off"
          value={form.amount}
          error={form.amountWrong ? t('budget.amount_wrong') : undefined}
          onChange={(event) => form.setAmount(event.target.value)}
        />
        <SelectField
          label={t('budget.currency')}
          hint={t('budget.currency_hint')}
          value={form.currency}
          onChange={(event) => form.setCurrency(event.target.value)}
        >
          {form.currencies.map((currency) => (
            <option key={currency} value={currency}>
              {currency}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('budget.warn_at')}
          inputMode="numeric"
          autoComplete="off"
          value={form.warnAt}
          error={form.warnWrong ? t('budget.warn_wrong') : undefined}
          onChange={(event) => form.setWarnAt(event.target.value)}
        />
      </div>
      <Switch
        label={t('budget.stops')}
        hint={t('budget.stops_hint')}
        checked={form.stops}
        onChange={form.setStops}
      />
      {save.isError && <Banner tone="bad" title={problemText(texts, save.error)} />}
      <div className="flex flex-wrap justify-end gap-2">
        {line.budget && (
          <Button variant="danger" busy={save.isPending} onClick={remove} onBlur={() => setSure(false)}>
            {t(sure ? 'budget.remove_sure' : 'budget.remove')}
          </Button>
        )}
        <Button variant="outline" type="submit" busy={save.isPending} disabled={!form.changed}>
          {t(line.budget ? 'action.save' : 'budget.set')}
        </Button>
      </div>
    </form>
  );
}

function useBudgetForm(budget: Line['budget']) {
  const { id, can } = useOrganization();
  const cards = useQuery({ ...rateCardsQuery(id), enabled: can('spend.view') }).data ?? [];
  const [amount, setAmount] = useState(budget?.money.amount ?? '');
  const [chosen, setCurrency] = useState<string | null>(budget?.money.currency ?? null);
  const [warnAt, setWarnAt] = useState(String(budget?.warn_at ?? WARN_AT));
  const [stops, setStops] = useState(budget?.stops ?? false);
  const [shown, show] = useState(false);
  // The currency in which messages are priced now comes first.
  const priced = cards.toSorted((a, b) => Number(b.in_force) - Number(a.in_force)).map((one) => one.currency);
  const currencies = [...new Set([...(chosen ? [chosen] : []), ...priced, ...(chosen ? [] : ['USD'])])];
  const currency = chosen ?? currencies[0] ?? 'USD';
  const exact = amountOf(amount);
  const warn = percentOf(warnAt);
  const wanted: NewBudget | null =
    exact !== null && warn !== null ? { money: { amount: exact, currency }, warn_at: warn, stops } : null;
  return {
    amount,
    setAmount,
    currency,
    currencies,
    setCurrency,
    warnAt,
    setWarnAt,
    stops,
    setStops,
    /** Null while something is wrong. */
    wanted,
    amountWrong: exact === null && (shown || amount.trim() !== ''),
    warnWrong: warn === null,
    changed: budget
      ? JSON.stringify(wanted) !== JSON.stringify(wantedOf(budget))
      : amount.trim() !== '' || shown,
    show: () => show(true),
  };
}
