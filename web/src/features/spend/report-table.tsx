/** Sums as rows, each with its share as a bar. */
import { TableScroller } from '@/components/ui/table-scroller';
import { useI18n } from '@/lib/i18n';
import { ofMicros, useMoney } from '@/lib/money';
import type { SpendBy } from './queries';
import type { ReportRow } from './report-rows';

export function ReportTable({ by, rows }: { by: SpendBy; rows: ReportRow[] }) {
  const { t } = useI18n();
  const unpriced = rows.some((row) => row.unpriced > 0);
  const most = new Map<string, number>();
  for (const { currency, micros } of rows) most.set(currency, Math.max(most.get(currency) ?? 1, micros));
  return (
    <TableScroller label={t(`spend.by.${by}`)}>
      <table className="w-full text-left text-13">
        <thead>
          <tr className="border-t border-line text-12 text-ink-3 [&>th]:h-9 [&>th]:px-4 [&>th]:font-medium">
            <th scope="col">{t(`spend.by.${by}`)}</th>
            <th scope="col" className="text-right">
              {t('spend.messages')}
            </th>
            {unpriced && (
              <th scope="col" className="text-right">
                {t('spend.unpriced')}
              </th>
            )}
            <th scope="col" className="text-right">
              {t('spend.amount')}
            </th>
            <th aria-hidden className="w-2/5 max-md:hidden" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} most={most.get(row.currency) ?? 1} unpriced={unpriced} />
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}

function Row({ row, most, unpriced }: { row: ReportRow; most: number; unpriced: boolean }) {
  const { number } = useI18n();
  const money = useMoney();
  return (
    <tr className="border-t border-line [&>*]:h-10 [&>*]:px-4 [&>*]:py-1.5">
      <th scope="row" className="min-w-28 font-medium">
        {row.name}
      </th>
      <td className="tnum text-right text-ink-2">{number(row.messages)}</td>
      {unpriced && (
        <td className="tnum text-right text-brass-ink">{row.unpriced > 0 && number(row.unpriced)}</td>
      )}
      <td className="tnum text-right font-medium whitespace-nowrap">
        {money(ofMicros(row.micros, row.currency))}
      </td>
      <td aria-hidden className="max-md:hidden">
        <div className="h-2 rounded-full bg-surface-3">
          <div style={{ width: `${(row.micros / most) * 100}%` }} className="h-full rounded-full bg-verdi" />
        </div>
      </td>
    </tr>
  );
}
