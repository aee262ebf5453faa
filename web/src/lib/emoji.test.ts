import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findEmoji, inTone, moveIn, readEmoji, rowsOf } from './emoji';

const dataOf = (locale: string) =>
  readEmoji(JSON.parse(readFileSync(`node_modules/emojibase-data/${locale}/compact.json`, 'utf8')));

describe.each(['es', 'en', 'pt'])('the emoji in %s', (locale) => {
  const all = dataOf(locale);

  it('are all there, each in a group and with a name', () => {
    expect(all.length).toBeGreaterThan(1_800);
    expect(all.every(({ label, group }) => label !== '' && group !== 2)).toBe(true);
  });

  it('are found by everyday words', () => {
    const query = { es: 'corazon rojo', en: 'red heart', pt: 'coracao vermelho' }[locale] ?? '';
    expect(findEmoji(all, query)[0]?.unicode).toBe('❤️');
    expect(findEmoji(all, 'zzzz')).toEqual([]);
    expect(findEmoji(all, ' ')).toHaveLength(all.length);
  });

  it('have tones where they show skin', () => {
    const thumb = all.find(({ unicode }) => unicode === '👍');
    expect(thumb && inTone(thumb, 3)).toBe('👍🏽');
    expect(thumb && inTone(thumb, 0)).toBe(thumb?.unicode);
  });
});

describe('the arrows', () => {
  const emoji = dataOf('en').slice(0, 5);
  const rows = rowsOf(emoji, 3);

  it('walk along rows of which the last is shorter', () => {
    expect(rows.map((row) => row.length)).toEqual([3, 2]);
    expect(moveIn(rows, null, 'ArrowDown')).toEqual({ row: 0, column: 0 });
    expect(moveIn(rows, { row: 0, column: 2 }, 'ArrowDown')).toEqual({ row: 1, column: 1 });
    expect(moveIn(rows, { row: 0, column: 2 }, 'ArrowRight')).toEqual({ row: 1, column: 0 });
    expect(moveIn(rows, { row: 1, column: 0 }, 'ArrowLeft')).toEqual({ row: 0, column: 2 });
    expect(moveIn(rows, { row: 1, column: 1 }, 'ArrowRight')).toEqual({ row: 1, column: 1 });
    expect(moveIn(rows, { row: 0, column: 0 }, 'ArrowUp')).toEqual({ row: 0, column: 0 });
  });

  it('are the only keys that walk', () => {
    expect(moveIn(rows, null, 'a')).toBeNull();
    expect(moveIn([], null, 'ArrowDown')).toBeNull();
  });
});
