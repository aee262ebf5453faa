/** Search without accents, by parts of words and by letters in order. */

const MARKS = /\p{M}/gu;

export const fold = (text: string): string => text.normalize('NFD').replace(MARKS, '').toLowerCase();

/** How well a text answers a query: higher is better, 0 is not at all. */
export function score(query: string, text: string): number {
  const wanted = fold(query).trim();
  if (wanted === '') return 1;
  const found = fold(text);
  if (found.startsWith(wanted)) return 100;
  const position = found.indexOf(wanted);
  if (position > 0) return /[\s+#(.-]/.test(found[position - 1] ?? '') ? 80 : 60;
  const words = wanted.split(/\s+/);
  if (words.length > 1 && words.every((word) => found.includes(word))) return 50;
  return lettersInOrder(wanted.replace(/\s/g, ''), found);
}

const startOfWord = (letter: string, text: string): number =>
  [...text].findIndex(
    (one, index) => one === letter && (index === 0 || /[^\p{L}\p{N}]/u.test(text[index - 1] ?? '')),
  );

/** Letters in order score by how close together they stand; far apart they mean nothing. */
function lettersInOrder(wanted: string, found: string): number {
  let position = -1;
  let first = -1;
  for (const letter of wanted) {
    position = first < 0 ? startOfWord(letter, found) : found.indexOf(letter, position + 1);
    if (position < 0) return 0;
    if (first < 0) first = position;
  }
  const spread = position - first + 1;
  return spread <= wanted.length * 2 ? Math.max(1, Math.round((30 * wanted.length) / spread)) : 0;
}

export function rank<Item>(query: string, items: Item[], textOf: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, points: score(query, textOf(item)) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ item }) => item);
}
