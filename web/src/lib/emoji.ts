/** Emoji as one looks for them: read from the data, found by words, walked by arrows. */
import { type Fields, listOf, textOf } from './fields';
import { fold } from './fuzzy';

export type Emoji = {
  unicode: string;
  label: string;
  /** What it is found by, folded, the label first. */
  words: string[];
  /** As the data numbers them: 0 faces, 1 people, 3 animals, … 9 flags. */
  group: number;
  /** In the five tones of skin, where it has them. */
  skins: string[];
};

/** Not the tones themselves, nor the letters that flags are made of. */
const PARTS = 2;
const TONES = 5;

export function readEmoji(body: unknown): Emoji[] {
  return listOf(body).flatMap((one) => {
    const unicode = plain(textOf(one.unicode));
    if (unicode === '' || typeof one.group !== 'number' || one.group === PARTS) return [];
    return [
      { unicode, group: one.group, label: textOf(one.label), words: wordsOf(one), skins: skinsOf(one) },
    ];
  });
}

/** A picture by nature needs no sign that says so, and phones send none. */
const plain = (unicode: string): string => unicode.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1');

const wordsOf = ({ label, tags }: Fields): string[] =>
  [label, ...(Array.isArray(tags) ? tags : [])].map((word) => fold(textOf(word)));

/** Two people together have a tone each; these stay as they are. */
function skinsOf({ skins }: Fields): string[] {
  const all = listOf(skins).map((one) => plain(textOf(one.unicode)));
  return all.length === TONES ? all : [];
}

export const inTone = ({ unicode, skins }: Emoji, tone: number): string => skins[tone - 1] ?? unicode;

const startsAWord = (text: string, part: string): boolean =>
  text.split(/[\s-]+/).some((word) => word.startsWith(part));

function points({ words }: Emoji, parts: string[]): number {
  const [label = ''] = words;
  if (label.startsWith(parts.join(' '))) return 3;
  if (parts.every((part) => words.some((word) => startsAWord(word, part)))) return 2;
  return parts.every((part) => words.some((word) => word.includes(part))) ? 1 : 0;
}

/** The best first; nothing asked for is everything. */
export function findEmoji(all: Emoji[], query: string): Emoji[] {
  const parts = fold(query).split(/\s+/).filter(Boolean);
  if (parts.length === 0) return all;
  return all
    .map((emoji) => ({ emoji, rank: points(emoji, parts) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ emoji }) => emoji);
}

export function rowsOf(all: Emoji[], columns: number): Emoji[][] {
  const count = Math.ceil(all.length / columns);
  return Array.from({ length: count }, (_, n) => all.slice(n * columns, (n + 1) * columns));
}

export type Place = { row: number; column: number };

const START: Place = { row: 0, column: 0 };

/** Where an arrow leads; null for a key that leads nowhere. */
export function moveIn(rows: unknown[][], at: Place | null, key: string): Place | null {
  if (rows.length === 0 || !/^Arrow/.test(key)) return null;
  if (at === null) return START;
  const last = (row: number) => (rows[row]?.length ?? 1) - 1;
  const { row, column } = at;
  switch (key) {
    case 'ArrowRight':
      if (column < last(row)) return { row, column: column + 1 };
      return row < rows.length - 1 ? { row: row + 1, column: 0 } : at;
    case 'ArrowLeft':
      if (column > 0) return { row, column: column - 1 };
      return row > 0 ? { row: row - 1, column: last(row - 1) } : at;
    case 'ArrowDown':
      return row < rows.length - 1 ? { row: row + 1, column: Math.min(column, last(row + 1)) } : at;
    default:
      return row > 0 ? { row: row - 1, column: Math.min(column, last(row - 1)) } : at;
  }
}
