import { expect, test } from 'vitest';
import { isFound } from './market-search';

test('a market is found by its name, its countries and their codes, without accents', () => {
  const names = ['Rest of Latin America', 'PE', 'Perú', 'PA', 'Panamá'];
  for (const q of ['', ' ', 'latin', 'peru', 'PERÚ', 'panama', 'pe']) expect(isFound(q, names), q).toBe(true);
  expect(isFound('chile', names)).toBe(false);
});
