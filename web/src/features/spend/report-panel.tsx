/** What was spent in a period, by one side: sums, bars, rows, and the same as a file. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Coins, Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Line } from '@/api/types';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/page';
import { EmptyState, ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { ofMicros, useMoney } from '@/lib/money';
import { csvOf, keepFile } from './csv';
import { DayBars } from './day-bars';
import { type Spend, type SpendBy, type SpendPlace, type SpendTotal, spendQuery } from './queries';
import { type ReportRow, useReportRows } from './report-rows';
import { ReportTable } from './report-table';
import { SIDES } from './search';
import { bucketsOf } from './sums';

type Props = {
  by: SpendBy;
  place: SpendPlace;
  lines: Line[];
  bar: ReactNode;
  onBy: (by: SpendBy) => void;
};

export function ReportPanel({ by, place, lines, bar, onBy }: Props) {
  const { id: org } = useOrganization();
  const query = useQuery({ ...spendQuery(org, by, place), placeholderData: keepPreviousData });
  const spend = query.data;
  const rows = useReportRows(spend, lines);
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
        <div className="min-w-0 flex-1 max-md:basis-full">{bar}</div>
        {spend && rows.length > 0 && <CsvButton spend={spend} rows={rows} />}
      </div>
      {spend ? (
        <Report spend={spend} rows={rows} by={by} onBy={onBy} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <div className="flex flex-col gap-4 p-4">
            <Skeleton className="h-12 w-56" />
            <Skeleton className="h-40" />
          </div>
        </Loading>
      )}
    </Card>
  );
}

type ReportProps = { spend: Spend; rows: ReportRow[] } & Pick<Props, 'by' | 'onBy'>;

function Report({ spend, rows, by, onBy }: ReportProps) {
  const { t } = useI18n();
  if (spend.totals.length === 0)
    return (
      <EmptyState icon={Coins} title={t('spend.empty')}>
        {t('spend.empty_hint')}
      </EmptyState>
    );
  return (
    <>
      <div className="flex flex-wrap gap-x-10 gap-y-4 px-4 pt-4">
        {spend.totals.map((total) => (
          <Total key={total.money.currency} total={total} />
        ))}
      </div>
      <fieldset className="flex flex-wrap gap-1.5 px-4 pt-4 pb-3">
        <legend className="sr-only">{t('spend.by')}</legend>
        {SIDES.map((side) => (
          <button
            key={side}
            type="button"
            aria-pressed={side === by}
            onClick={() => onBy(side)}
            className={clsx(
              'inline-flex h-7 items-center rounded-full border px-2.5 text-12 font-medium whitespace-nowrap transition-colors hover:bg-hover max-md:h-11 max-md:px-3.5',
              side === by ? 'border-verdi-line bg-verdi-soft text-verdi-ink' : 'border-line-2 text-ink-2',
            )}
          >
            {t(`spend.by.${side}`)}
          </button>
        ))}
      </fieldset>
      {spend.by === 'day' &&
        spend.totals.map(({ money: { currency } }) => (
          <DayBars key={currency} buckets={bucketsOf(spend.data, currency, spend)} currency={currency} />
        ))}
      <ReportTable by={spend.by} rows={rows} />
    </>
  );
}

function Total({ total: { money, messages, unpriced } }: { total: SpendTotal }) {
  const { count } = useI18n();
  const shown = useMoney();
  return (
    <div data-testid="spend-total">
      <p className="tnum text-26 font-semibold tracking-[-0.025em]">{shown(money)}</p>
      <p className="tnum text-13 text-ink-2">{count('spend.messages_of', messages)}</p>
      {unpriced > 0 && <p className="text-12 text-brass-ink">{count('spend.unpriced_of', unpriced)}</p>}
    </div>
  );
}

function CsvButton({ spend, rows }: { spend: Spend; rows: ReportRow[] }) {
  const { t } = useI18n();
  const save = () => {
    const head = [
      t(`spend.by.${spend.by}`),
      t('spend.messages'),
      t('spend.unpriced'),
      t('spend.amount'),
      t('spend.currency'),
    ];
    const cells = rows.map(({ plain, messages, unpriced, micros, currency }) => [
      plain,
      messages,
      unpriced,
      ofMicros(micros, currency).amount,
      currency,
    ]);
    keepFile(`spend-${spend.by}-${spend.from}-${spend.to}.csv`, csvOf(head, cells));
  };
  return (
    <Button variant="outline" onClick={save}>
      <Download />
      {t('spend.csv')}
    </Button>
  );
}
