/** A failure in the reader's words. Codes are the server's contract; unknown ones fall back to their kind. */
import { ApiProblem, Unreachable } from '@/api/problem';
import { fileType } from './files';
import { fill, type Texts } from './i18n';

export const isKey = (texts: Texts, key: string): key is keyof Texts => Object.hasOwn(texts, key);

/** People know JPEG, not `image/jpeg`. */
const kindOfType = (type: unknown): string => fileType({ filename: null, mime_type: String(type) });

function values(params: Record<string, unknown>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      if (name === 'accepted' && Array.isArray(value)) return [[name, value.map(kindOfType).join(', ')]];
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
    }),
  );
}

export function problemText(texts: Texts, error: unknown): string {
  if (error instanceof Unreachable) return texts['problem.unreachable'];
  if (!(error instanceof ApiProblem)) return texts['problem.unknown'];
  const [first] = error.errors;
  const ofField = `problem.${first?.code}`;
  if (error.code === 'invalid_request' && isKey(texts, ofField))
    return fill(texts[ofField], values(error.params));
  const key = `problem.${error.code}`;
  if (isKey(texts, key)) return fill(texts[key], values(error.params));
  const general = error.status >= 500 ? texts['problem.internal'] : texts['problem.invalid_request'];
  return error.requestId ? `${general} (${error.code}, ${error.requestId})` : `${general} (${error.code})`;
}

/** The failure of one field of a form, if the server named it. */
export function fieldProblemText(texts: Texts, error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  const problem = error.errors.find((one) => one.field === field || one.field.endsWith(`.${field}`));
  if (!problem) return undefined;
  const key = `problem.${problem.code}`;
  return isKey(texts, key) ? fill(texts[key], values(error.params)) : problem.detail;
}
