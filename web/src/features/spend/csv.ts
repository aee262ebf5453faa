/** A table as a file that spreadsheets open: RFC 4180, with the mark that tells Excel it is UTF-8. */

type Cell = string | number;

const MARK = '\uFEFF';
/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const READ_MS = 10_000;
const NUMBER = /^-?\d+(\.\d+)?$/;

function written(cell: Cell): string {
  const text = String(cell);
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export const csvOf = (head: string[], rows: Cell[][]): string =>
  MARK + [head, ...rows].map((row) => `${row.map(written).join(',')}\r\n`).join('');

/** Lets the browser keep a text as a file. */
export function keepFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not before the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), READ_MS);
}
