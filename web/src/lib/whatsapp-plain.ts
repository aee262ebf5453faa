/** WhatsApp text without its formatting marks, for places of one line: rows, quotes, notices. */
const MARKED = /(?<![\p{L}\p{N}])([*_~`]|```)(?=\S)([^\n]+?)(?<=\S)\1(?![\p{L}\p{N}])/gu;
const DEEPEST = 3;

export function whatsappPlain(text: string): string {
  let plain = text.replaceAll('```', '').replaceAll(/^> /gm, '');
  for (let depth = 0; depth < DEEPEST; depth += 1) plain = plain.replace(MARKED, '$2');
  return plain.replaceAll(/\s+/g, ' ').trim();
}
