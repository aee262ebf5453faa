import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { I18nProvider } from './i18n';
import { type Budget, spentPart, useBudgetNews } from './line-budget';
import { en } from './locales/en';

const budget = (part: Partial<Budget>): Budget => ({
  money: { amount: '50', currency: 'USD' },
  warn_at: 80,
  stops: true,
  spent: { amount: '41.5', currency: 'USD' },
  state: 'warned',
  ...part,
});

const wrapper = ({ children }: { children: ReactNode }) => (
  <I18nProvider locale="en" texts={en}>
    {children}
  </I18nProvider>
);

const newsOf = (one: Budget | null) =>
  renderHook(() => useBudgetNews({ name: 'Ventas', budget: one }), { wrapper }).result.current;

it('says nothing while there is enough', () => {
  expect(newsOf(null)).toBeNull();
  expect(newsOf(budget({ state: 'within' }))).toBeNull();
});

it('warns with how much is spent, and what comes then', () => {
  expect(newsOf(budget({}))).toEqual({
    state: 'warned',
    title: 'Ventas has spent 83% of its budget for this month.',
    spent: '$41.50 of $50.00 spent this month.',
    effect: 'Once it is spent, messages that cost something stop.',
  });
  expect(newsOf(budget({ stops: false }))?.effect).toBe('Messages still go out.');
});

it('says that it is spent, and whether anything stops', () => {
  const reached = budget({ state: 'reached', spent: { amount: '50.01', currency: 'USD' } });
  expect(newsOf(reached)?.title).toBe('The budget of Ventas for this month is spent.');
  expect(newsOf(reached)?.effect).toContain('do not go out');
  expect(newsOf({ ...reached, stops: false })?.effect).toBe('Messages still go out.');
});

it('counts more than all as more than all, and a correction below zero as nothing', () => {
  expect(spentPart(budget({ spent: { amount: '75', currency: 'USD' } }))).toBe(1.5);
  expect(spentPart(budget({ spent: { amount: '-1', currency: 'USD' } }))).toBe(0);
});
