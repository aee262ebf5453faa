import { expect, test } from 'vitest';
import type { RateCard } from '@/api/prices';
import { cardState, readCard, writtenCard } from './card-form';

const card: RateCard = {
  id: null,
  name: 'Meta USD 2026-10-01',
  source: 'Meta',
  valid_from: '2026-10-01T00:00:00Z',
  currency: 'USD',
  in_force: false,
  loaded_at: null,
  service: { charged_from: '2026-10-01T00:00:00Z', free_a_month: 1000, source: 'Meta' },
  markets: [
    {
      name: 'Mexico',
      countries: ['MX'],
      is_default: false,
      rates: { utility: { amount: '0.0085', currency: 'USD' } },
    },
    { name: 'Other', countries: [], is_default: true, rates: {} },
  ],
};

test('a card that is shown can be written as the server takes it', () => {
  expect(JSON.parse(writtenCard(card))).toEqual({
    name: 'Meta USD 2026-10-01',
    source: 'Meta',
    valid_from: '2026-10-01',
    currency: 'USD',
    service: { charged_from: '2026-10-01', rate_of: 'utility', free_a_month: 1000, source: 'Meta' },
    markets: [
      { name: 'Mexico', countries: ['MX'], rates: { utility: '0.0085' } },
      { name: 'Other', default: true, rates: {} },
    ],
  });
});

test('what is no JSON says so, and what is a card is left to the server', () => {
  expect(readCard('{"name":"x"}')).toEqual({ card: { name: 'x' } });
  expect(readCard('{name: 1')).toHaveProperty('wrong', expect.stringMatching(/./));
  for (const none of ['[]', '5', 'null', '"card"']) expect(readCard(none)).toEqual({ wrong: '' });
});

test('a card is in force, begins later, or was replaced', () => {
  const before = Date.parse('2026-09-01T00:00:00Z');
  const after = Date.parse('2026-11-01T00:00:00Z');
  expect(cardState({ ...card, in_force: true }, after)).toBe('in_force');
  expect(cardState(card, before)).toBe('upcoming');
  expect(cardState(card, after)).toBe('past');
});
