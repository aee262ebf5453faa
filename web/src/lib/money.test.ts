import { expect, test } from 'vitest';
import { amountOf, microsOf, moneyText, ofMicros } from './money';

const usd = (amount: string) => ({ amount, currency: 'USD' });
/** Intl writes spaces that do not break. */
const plain = (text: string) => text.replace(/\s/g, ' ');

test('fractions of a cent are shown whole, and cents always', () => {
  expect(moneyText('en', usd('0.0085'))).toBe('$0.0085');
  expect(moneyText('en', usd('0.000001'))).toBe('$0.000001');
  expect(moneyText('en', usd('0.02'))).toBe('$0.02');
  expect(moneyText('en', usd('1234.5'))).toBe('$1,234.50');
  expect(plain(moneyText('pt', usd('0.0085')))).toBe('US$ 0,0085');
  expect(plain(moneyText('es', usd('0.0085')))).toBe('0,0085 US$');
  expect(moneyText('en', { amount: '12', currency: 'JPY' })).toBe('¥12');
});

test('a difference says whether it is more or less, and nothing is neither', () => {
  expect(moneyText('en', usd('0.5'), true)).toBe('+$0.50');
  expect(moneyText('en', usd('-0.5'), true)).toBe('-$0.50');
  expect(moneyText('en', usd('0'), true)).toBe('$0.00');
});

test('sums are exact, there and back', () => {
  expect(microsOf(usd('0.1')) + microsOf(usd('0.2'))).toBe(300_000);
  for (const amount of ['0', '0.0305', '12', '0.000001', '-1.5', '227.5361'])
    expect(ofMicros(microsOf(usd(amount)), 'USD')).toEqual(usd(amount));
  expect(ofMicros(microsOf(usd('0.0200')), 'USD').amount).toBe('0.02');
});

test('an amount is more than nothing, with a point or a comma', () => {
  expect(['5', ' 12.50 ', '0,75', '0.000001', '999999999'].map(amountOf)).toEqual([
    '5',
    '12.50',
    '0.75',
    '0.000001',
    '999999999',
  ]);
  for (const wrong of ['', '0', '0.0', '-1', '1e3', '1,000.5', '.5', '5.', '0.0000001', '1234567890', 'ten'])
    expect(amountOf(wrong), wrong).toBeNull();
});
