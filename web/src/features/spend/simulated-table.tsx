/** What was beside what would be, by category, with the difference. */
import { clsx } from 'clsx';
import { TableScroller } from '@/components/ui/table-scroller';
import { useI18n } from '@/lib/i18n';
import { microsOf, ofMicros, useMoney } from '@/lib/money';
import { dayName } from './names';
import type { Simulation } from './queries';
import { comparedOf, type Sum } from './sums';

export function SimulatedTable({ simulation }: { simulation: Simulation }) {
  const { t, locale, count } = useI18n();
  const sums = comparedOf(simulation);
  const { data, from, to } = simulation;
  return (
    <>
      <p className="px-4 pt-4 text-13 text-ink-2">
        {count('simulate.history', simulation.messages, {
          from: dayName(locale, from),
          to: dayName(locale, to),
        })}
      </p>
      <TableScroller label={t('simulate.title')} className="mt-2 rounded-b-xl">
        <table className="w-full text-left text-13">
          <thead>
            <tr className="text-12 text-ink-3 [&>th]:h-9 [&>th]:px-4 [&>th]:font-medium max-md:[&>th]:px-2 max-md:[&>th:first-child]:pl-4">
              <th scope="col">{t('spend.by.category')}</th>
              <th scope="col" className="text-right">
                {t('simulate.actual')}
              </th>
              <th scope="col" className="text-right">
                {t('simulate.would')}
              </th>
              <th scope="col" className="text-right">
                {t('simulate.difference')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ category, actual, simulated }) => (
              <Row
                key={`${category} ${actual.money.currency}`}
                name={t(`price.category_${category}`)}
                currency={actual.money.currency}
                actual={{ ...actual, micros: microsOf(actual.money) }}
                simulated={{ ...simulated, micros: microsOf(simulated.money) }}
              />
            ))}
          </tbody>
          <tfoot>
            {sums.map((sum) => (
              <Row key={sum.currency} name={`${t('spend.total')} (${sum.currency})`} total {...sum} />
            ))}
          </tfoot>
        </table>
      </TableScroller>
      <Notes simulation={simulation} unpriced={sums.reduce((all, sum) => all + sum.simulated.unpriced, 0)} />
    </>
  );
}

type RowProps = { name: string; currency: string; actual: Sum; simulated: Sum; total?: boolean };

function Row({ name, currency, actual, simulated, total = false }: RowProps) {
  const money = useMoney();
  const difference = simulated.micros - actual.micros;
  return (
    <tr
      className={clsx(
        'border-t border-line [&>*]:px-4 [&>*]:py-2 max-md:[&>*]:px-2 max-md:[&>*:first-child]:pl-4',
        total && 'bg-surface-2 font-semibold [&>*]:border-t-line-2',
      )}
    >
      <th scope="row" className="font-medium md:min-w-28">
        {name}
      </th>
      <Amount sum={actual} currency={currency} />
      <Amount sum={simulated} currency={currency} />
      <td
        className={clsx(
          'tnum text-right align-top whitespace-nowrap',
          difference > 0 && 'text-danger',
          difference < 0 && 'text-verdi-ink',
        )}
      >
        {money(ofMicros(difference, currency), true)}
      </td>
    </tr>
  );
}

function Amount({ sum, currency }: { sum: Sum; currency: string }) {
  const { count } = useI18n();
  const money = useMoney();
  return (
    <td className="tnum text-right align-top whitespace-nowrap">
      {money(ofMicros(sum.micros, currency))}
      <span className="block text-12 font-normal text-ink-3">{count('spend.messages_of', sum.messages)}</span>
    </td>
  );
}

/** What the amounts alone do not say. */
function Notes({ simulation: { data }, unpriced }: { simulation: Simulation; unpriced: number }) {
  const { count } = useI18n();
  const lite = data.reduce((all, row) => all + row.through_lite, 0);
  const unsent = data.reduce((all, row) => all + row.unsent, 0);
  const notes = [
    unpriced > 0 && count('spend.unpriced_of', unpriced),
    lite > 0 && count('simulate.lite', lite),
    unsent > 0 && count('simulate.unsent', unsent),
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return <p className="border-t border-line px-4 py-3 text-12 text-brass-ink">{notes.join(' ')}</p>;
}
