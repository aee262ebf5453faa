import { expect, test } from 'vitest';
import type { SimulatedSpend, SpendRow } from './queries';
import { bucketsOf, byAmount, comparedOf, isByMonth } from './sums';

const row = (key: string | null, amount: string, part: Partial<SpendRow> = {}): SpendRow => ({
  key,
  line_id: null,
  money: { amount, currency: 'USD' },
  messages: 1,
  unpriced: 0,
  ...part,
});

test('days without a message are drawn too, and other currencies are not', () => {
  const rows = [
    row('2026-11-02', '0.1'),
    row('2026-11-02', '0.2'),
    row('2026-11-02', '9', { money: { amount: '9', currency: 'MXN' } }),
    row(null, '5'),
  ];
  expect(bucketsOf(rows, 'USD', { from: '2026-11-01', to: '2026-11-03' })).toEqual([
    { key: '2026-11-01', micros: 0, messages: 0, unpriced: 0 },
    { key: '2026-11-02', micros: 300_000, messages: 2, unpriced: 0 },
    { key: '2026-11-03', micros: 0, messages: 0, unpriced: 0 },
  ]);
});

test('many days become months', () => {
  const days = { from: '2026-01-15', to: '2026-11-30' };
  expect(isByMonth(days)).toBe(true);
  expect(isByMonth({ from: '2026-09-01', to: '2026-11-30' })).toBe(false);
  const buckets = bucketsOf([row('2026-02-01', '1'), row('2026-02-28', '2')], 'USD', days);
  expect(buckets).toHaveLength(11);
  expect(buckets[1]).toEqual({ key: '2026-02', micros: 3_000_000, messages: 2, unpriced: 0 });
});

test('the dearest stands first, in each currency by itself', () => {
  const pesos = { money: { amount: '100', currency: 'MXN' } };
  const rows = [row('a', '1'), row('b', '10'), row('c', '0', pesos), row('d', '2')];
  expect(byAmount(rows).map((one) => one.key)).toEqual(['c', 'b', 'd', 'a']);
});

test('categories are added up, each currency by itself', () => {
  const amount = (text: string, currency: string, messages: number) => ({
    money: { amount: text, currency },
    messages,
    unpriced: messages > 5 ? 1 : 0,
  });
  const of = (currency: string, actual: string, simulated: string): SimulatedSpend => ({
    category: 'service',
    actual: amount(actual, currency, 4),
    simulated: amount(simulated, currency, 8),
    through_lite: 0,
    unsent: 0,
  });
  expect(comparedOf({ data: [of('USD', '0.1', '0.4'), of('USD', '0.2', '0'), of('MXN', '1', '2')] })).toEqual(
    [
      {
        currency: 'USD',
        actual: { micros: 300_000, messages: 8, unpriced: 0 },
        simulated: { micros: 400_000, messages: 16, unpriced: 2 },
      },
      {
        currency: 'MXN',
        actual: { micros: 1_000_000, messages: 4, unpriced: 0 },
        simulated: { micros: 2_000_000, messages: 8, unpriced: 1 },
      },
    ],
  );
});
