/** What the linter found, at the fields that it is about. */
import type { components } from '@/api/schema';
import type { Locale } from '@/lib/i18n';

export type Finding = components['schemas']['TemplateFinding'];

/** The texts for one field; a warning stands only where nothing worse does. */
export type Notes = { error?: string; warning?: string };

/** Fields that have a place in the form; what is about anything else stands above it. */
const PLACED =
  /^(name|language|category|header|body|footer|buttons(\[\d+\])?|limited_time_offer|carousel(\[\d+\]\.(header|body|buttons(\[\d+\])?))?)$/;

/** How the linter names a part's field: `body`, or `carousel[2].body` in the third card. */
export const fieldName = (card: number | null, field: string): string =>
  card === null ? field : `carousel[${card}].${field}`;

/** What was begun is judged; what nobody has come to yet is not. */
export const rootOf = (field: string): string => /^[a-z_]+(\[\d+\](?=\.))?/.exec(field)?.[0] ?? field;

export function notesAt(findings: Finding[], field: string, locale: Locale): Notes {
  const here = findings.filter((one) => one.field === field);
  const of = (severity: Finding['severity']) =>
    here
      .filter((one) => one.severity === severity)
      .map((one) => one.message[locale])
      .join(' ') || undefined;
  const error = of('error');
  return error ? { error } : { warning: of('warning') };
}

export const unplaced = (findings: Finding[]): Finding[] =>
  findings.filter(({ field }) => !PLACED.test(field));

export const hasErrors = (findings: Finding[]): boolean => findings.some((one) => one.severity === 'error');
