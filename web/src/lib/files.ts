/** What is said of a file in short: its size, its type, its length. */

/** "1.4 MB" in the reader's own way of writing numbers. */
export function fileSize(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1_000 ** power;
  const maximumFractionDigits = power > 0 && value < 10 ? 1 : 0;
  const format = { style: 'unit', unit: units[power], unitDisplay: 'short', maximumFractionDigits } as const;
  return new Intl.NumberFormat(locale, format).format(value);
}

/** PDF, XLSX: what people call a kind of file. */
export function fileType({
  filename,
  mime_type,
}: {
  filename: string | null;
  mime_type: string | null;
}): string {
  const ending = /\.([\p{L}\p{N}]{1,5})$/u.exec(filename ?? '')?.[1];
  return (ending ?? mime_type?.split('/')[1]?.split(/[;+.]/)[0] ?? '').slice(0, 8).toUpperCase();
}

/** 0:41, 1:02:09 */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
