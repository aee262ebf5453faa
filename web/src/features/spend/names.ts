/** What the rows of a report are called, by the side that they tell. */
import type { Line } from '@/api/types';
import { useI18n } from '@/lib/i18n';
import { countryName } from '@/lib/prices';
import { isKey } from '@/lib/problem-text';
import type { SpendBy, SpendRow } from './queries';

type Named = Pick<SpendRow, 'key' | 'line_id'>;

export function useRowName(by: SpendBy, lines: Line[]): (row: Named) => string {
  const { t, texts, locale } = useI18n();
  /** A word of a newer server stands as it is. */
  const word = (prefix: string, key: string) => {
    const text = `${prefix}${key}`;
    return isKey(texts, text) ? texts[text] : key;
  };
  return ({ key, line_id }) => {
    if (by === 'line') return lines.find((line) => line.id === line_id)?.name ?? t('spend.line_gone');
    if (by === 'country') return countryName(locale, key) || t('spend.country_unknown');
    if (key === null) return '';
    if (by === 'day') return dayName(locale, key);
    return word(by === 'category' ? 'price.category_' : `${by}.`, key);
  };
}

/** `2026-11-30`, or `2026-11` for a month. */
export function dayName(locale: string, key: string): string {
  const month = key.length === 7;
  const format = new Intl.DateTimeFormat(locale, {
    ...(month ? { month: 'long', year: 'numeric' } : { dateStyle: 'medium' }),
    timeZone: 'UTC',
  });
  return format.format(new Date(month ? `${key}-01` : key));
}
