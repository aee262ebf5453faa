import { describe, expect, it } from 'vitest';
import { rank, score } from './fuzzy';

describe('search', () => {
  it('ignores accents and case', () => {
    expect(score('jose', 'María José Benítez')).toBeGreaterThan(0);
    expect(score('ZUÑI', 'Beatriz Zúñiga')).toBeGreaterThan(0);
  });

  it('finds letters in order, close together', () => {
    expect(score('rslv', 'Resolver conversación')).toBeGreaterThan(0);
    expect(score('xyz', 'Resolver')).toBe(0);
    expect(score('jose', 'Atajos de teclado')).toBe(0);
  });

  it('puts beginnings first', () => {
    expect(rank('res', ['Mostrar respuestas', 'Resolver'], (text) => text)).toEqual([
      'Resolver',
      'Mostrar respuestas',
    ]);
  });
});
