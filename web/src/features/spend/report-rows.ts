/** The rows of a report, as they are shown and as they are kept in a file. */
import type { Line } from '@/api/types';
import { useI18n } from '@/lib/i18n';
import { microsOf } from '@/lib/money';
import { dayName, useRowName } from './names';
import type { Spend } from './queries';
import { type Bucket, bucketsOf, byAmount } from './sums';

export type ReportRow = Omit<Bucket, 'key'> & {
  id: string;
  name: string;
  /** For programs: days as they are counted. */
  plain: string;
  currency: string;
};

/** Days from the newest, everything else from the dearest. */
export function useReportRows(spend: Spend | undefined, lines: Line[]): ReportRow[] {
  const { locale } = useI18n();
  const nameOf = useRowName(spend?.by ?? 'day', lines);
  if (!spend) return [];
  if (spend.by === 'day')
    return spend.totals.flatMap(({ money: { currency } }) =>
      bucketsOf(spend.data, currency, spend)
        .filter((bucket) => bucket.messages > 0)
        .reverse()
        .map(({ key, ...sums }) => ({
          ...sums,
          id: `${key} ${currency}`,
          name: dayName(locale, key),
          plain: key,
          currency,
        })),
    );
  return byAmount(spend.data).map((row) => {
    const name = nameOf(row);
    const { currency } = row.money;
    return {
      id: `${row.key} ${row.line_id} ${currency}`,
      name,
      plain: name,
      currency,
      micros: microsOf(row.money),
      messages: row.messages,
      unpriced: row.unpriced,
    };
  });
}
