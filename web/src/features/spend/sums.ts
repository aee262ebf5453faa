/** Sums as they are drawn: days that nothing was spent on too, months where there are many days. */
import { microsOf } from '@/lib/money';
import { type Days, eachDay } from './period';
import type { Simulation, SpendRow } from './queries';

const MOST_DAYS = 92;

/** Of one currency. */
export type Bucket = { key: string; micros: number; messages: number; unpriced: number };

export const isByMonth = (days: Days): boolean => eachDay(days).length > MOST_DAYS;

/** The days of a period, or its months where there are too many to draw. */
export function bucketsOf(rows: SpendRow[], currency: string, days: Days): Bucket[] {
  const byMonth = isByMonth(days);
  const keyOf = (day: string) => (byMonth ? day.slice(0, 7) : day);
  const empty = (key: string): Bucket => ({ key, micros: 0, messages: 0, unpriced: 0 });
  const buckets = new Map(eachDay(days).map((day) => [keyOf(day), empty(keyOf(day))]));
  for (const { key, money, messages, unpriced } of rows) {
    const bucket = key === null || money.currency !== currency ? undefined : buckets.get(keyOf(key));
    if (!bucket) continue;
    bucket.micros += microsOf(money);
    bucket.messages += messages;
    bucket.unpriced += unpriced;
  }
  return [...buckets.values()];
}

/** The dearest first, a currency after the other. */
export const byAmount = (rows: SpendRow[]): SpendRow[] =>
  rows.toSorted(
    (a, b) =>
      a.money.currency.localeCompare(b.money.currency) ||
      microsOf(b.money) - microsOf(a.money) ||
      b.messages - a.messages,
  );

export type Sum = { micros: number; messages: number; unpriced: number };
export type Compared = { currency: string; actual: Sum; simulated: Sum };

/** What was and what would be, a currency. */
export function comparedOf({ data }: Pick<Simulation, 'data'>): Compared[] {
  const sums = new Map<string, Compared>();
  const zero = (): Sum => ({ micros: 0, messages: 0, unpriced: 0 });
  for (const row of data) {
    const { currency } = row.actual.money;
    const sum = sums.get(currency) ?? { currency, actual: zero(), simulated: zero() };
    sums.set(currency, sum);
    for (const side of ['actual', 'simulated'] as const) {
      sum[side].micros += microsOf(row[side].money);
      sum[side].messages += row[side].messages;
      sum[side].unpriced += row[side].unpriced;
    }
  }
  return [...sums.values()];
}
