/** Phone numbers as people read them. Checking them is the server's work. */

const AREA_CODES = new Map([
  ['52', [2, 4, 4]],
  ['55', [2, 5, 4]],
  ['1', [3, 3, 4]],
  ['54', [1, 2, 4, 4]],
  ['57', [3, 3, 4]],
  ['34', [3, 3, 3]],
]);

/** "+525555550100" → "+52 55 5555 0100"; what has another length is grouped from the right. */
export function formatPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  for (const [country, groups] of AREA_CODES) {
    const rest = digits.slice(country.length);
    const length = groups.reduce((sum, size) => sum + size, 0);
    if (digits.startsWith(country) && rest.length === length) return `+${country} ${cut(rest, groups)}`;
  }
  return digits === ''
    ? phone
    : `+${digits.slice(0, 2)} ${digits
        .slice(2)
        .replace(/(?=(\d{4})+$)/g, ' ')
        .trim()}`;
}

function cut(digits: string, groups: number[]): string {
  let start = 0;
  return groups
    .map((size) => {
      start += size;
      return digits.slice(start - size, start);
    })
    .join(' ');
}
