/** Finds a market by any of its names, whatever the accents. */

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

export function isFound(q: string, names: readonly string[]): boolean {
  const wanted = plain(q.trim());
  return wanted === '' || names.some((name) => plain(name).includes(wanted));
}
