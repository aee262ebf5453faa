/** How far a line's budget of the month is spent, in words. */
import type { BudgetState } from '@/api/prices';
import type { Line } from '@/api/types';
import { useI18n } from './i18n';
import { microsOf, useMoney } from './money';

export type Budget = NonNullable<Line['budget']>;

/** What is spent of it, from 0 up; more than 1 is possible, since the price of what left is known later. */
export function spentPart({ spent, money }: Pick<Budget, 'spent' | 'money'>): number {
  const all = microsOf(money);
  return all > 0 ? Math.max(0, microsOf(spent) / all) : 1;
}

type News = {
  state: Exclude<BudgetState, 'within'>;
  title: string;
  /** How much of how much. */
  spent: string;
  /** What that means for messages. */
  effect: string;
};

/** Null while nobody need be told. */
export function useBudgetNews({ name: line, budget }: Pick<Line, 'name' | 'budget'>): News | null {
  const { t, locale } = useI18n();
  const money = useMoney();
  if (!budget || budget.state === 'within') return null;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const reached = budget.state === 'reached';
  const stops = t(reached ? 'budget.stopped' : 'budget.will_stop');
  return {
    state: budget.state,
    title: reached
      ? t('budget.reached', { line })
      : t('budget.warned', { line, part: percent.format(spentPart(budget)) }),
    spent: `${t('budget.spent', { spent: money(budget.spent), money: money(budget.money) })}.`,
    effect: budget.stops ? stops : t('budget.goes_on'),
  };
}
