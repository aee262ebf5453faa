/** A steady colour for a text: the same person has the same hue on every page and every day. */
const GOLDEN_ANGLE = 137.508;
const HUES = 29;

/** Steps of the golden angle keep neighbours apart: ids that differ in one letter get colours that differ. */
export function hueOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return Math.round((((hash >>> 0) % HUES) * GOLDEN_ANGLE) % 360);
}
