/** The variables of a template's texts: `{{1}}`, or `{{first_name}}`. */

export type ParameterFormat = 'positional' | 'named';

const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** Their names in order of appearance, each once. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(VARIABLE)].flatMap(([, name]) => (name === undefined ? [] : [name]))),
];

/** In the order in which Meta wants their values: numbers by their size. */
export function valueOrder(text: string, format: ParameterFormat): string[] {
  const names = variablesIn(text);
  return format === 'named' ? names : names.toSorted((a, b) => Number(a) - Number(b));
}

/** What has no value yet stays as it is. */
export const fillText = (text: string, of: (name: string) => string | undefined): string =>
  text.replace(VARIABLE, (whole, name: string) => of(name) || whole);

/** The next variable that is not taken. */
export function nextVariable(text: string, format: ParameterFormat): string {
  const taken = variablesIn(text);
  const stem = format === 'named' ? 'value_' : '';
  for (let n = 1; ; n += 1) if (!taken.includes(`${stem}${n}`)) return `${stem}${n}`;
}
