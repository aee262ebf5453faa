import { expect, test } from 'vitest';
import { readSpendSearch } from './search';

test('what stands in the address is what differs from the beginning', () => {
  expect(readSpendSearch({ tab: 'report', by: 'day', period: 'this_month' })).toEqual({});
  const chosen = { tab: 'cards', by: 'country', period: '30_days', line: 'line_1' };
  expect(readSpendSearch(chosen)).toEqual(chosen);
});

test('own days count only for the own period, and only if they are days', () => {
  const days = { from: '2026-10-01', to: '2026-10-31' };
  expect(readSpendSearch({ period: 'own', ...days })).toEqual({ period: 'own', ...days });
  expect(readSpendSearch({ period: 'last_month', ...days })).toEqual({ period: 'last_month' });
  expect(readSpendSearch({ period: 'own', from: '2026-02-30', to: 5 })).toEqual({ period: 'own' });
});

test('what has no meaning is left out', () => {
  expect(readSpendSearch({ tab: 'x', by: 'y', period: 'z', line: 7, from: 'a' })).toEqual({});
});
