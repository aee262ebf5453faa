import { expect, test } from 'vitest';
import { csvOf } from './csv';

test('cells with commas, quotes and breaks are quoted, and lines end as the standard wants', () => {
  const rows = [
    ['Ventas, "norte"', '0.0085', 3],
    ['dos\nrenglones', '-1.5', 0],
  ];
  expect(csvOf(['Line', 'Amount', 'Messages'], rows)).toBe(
    '\uFEFFLine,Amount,Messages\r\n"Ventas, ""norte""",0.0085,3\r\n"dos\nrenglones",-1.5,0\r\n',
  );
});

test('a name that looks like a formula is text, and a number below zero stays a number', () => {
  expect(csvOf(['Name'], [['=HYPERLINK("x")'], ['@sum'], ['+1 line'], ['-0.5']])).toBe(
    '\uFEFFName\r\n"\'=HYPERLINK(""x"")"\r\n\'@sum\r\n\'+1 line\r\n-0.5\r\n',
  );
});
