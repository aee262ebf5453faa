import { expect, test } from 'vitest';
import { daysOf, eachDay, isDay } from './period';

test('a period is whole days of the calendar', () => {
  expect(daysOf('this_month', '2026-11-30', {})).toEqual({ from: '2026-11-01', to: '2026-11-30' });
  expect(daysOf('last_month', '2026-03-31', {})).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(daysOf('last_month', '2026-01-15', {})).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  expect(daysOf('30_days', '2026-03-01', {})).toEqual({ from: '2026-01-31', to: '2026-03-01' });
});

test('own days begin with the month and end today where nothing is said', () => {
  expect(daysOf('own', '2026-11-30', {})).toEqual({ from: '2026-11-01', to: '2026-11-30' });
  expect(daysOf('own', '2026-11-30', { to: '2026-09-10' })).toEqual({ from: '2026-09-01', to: '2026-09-10' });
  expect(daysOf('own', '2026-11-30', { from: '2026-10-05' })).toEqual({
    from: '2026-10-05',
    to: '2026-11-30',
  });
});

test('every day of a period is counted once, over the end of a leap year too', () => {
  const days = eachDay({ from: '2028-02-27', to: '2028-03-01' });
  expect(days).toEqual(['2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01']);
  expect(eachDay({ from: '2026-10-01', to: '2026-10-31' })).toHaveLength(31);
  expect(eachDay({ from: '2026-10-02', to: '2026-10-01' })).toEqual([]);
});

test('only days that there are are days', () => {
  expect(isDay('2026-11-30')).toBe(true);
  for (const wrong of ['2026-02-30', '2026-13-01', '26-1-1', '', '2026-11-30T00:00', 20261130, null])
    expect(isDay(wrong), String(wrong)).toBe(false);
});
