/** The list's place in the address. */
import type { LetterFilter } from '@/api/dead-letters';

/** Of an address that anybody may have written, only what has a meaning. A code comes as a number. */
export function readLettersSearch(search: Record<string, unknown>): LetterFilter {
  const { line, cause, dismissed } = search;
  const word = typeof cause === 'number' ? String(cause) : cause;
  return {
    ...(typeof line === 'string' && line !== '' && { line }),
    ...(typeof word === 'string' && word !== '' && { cause: word }),
    ...(dismissed === true && { dismissed }),
  };
}
