/** Over which days and which line. */
import type { Line } from '@/api/types';
import { ChoicePill } from '@/components/ui/choice-pill';
import { useI18n } from '@/lib/i18n';
import { type Days, isDay, PERIODS } from './period';
import type { SpendSearch } from './search';

type Props = {
  search: SpendSearch;
  days: Days;
  today: string;
  lines: Line[];
  onChange: (part: SpendSearch) => void;
};

export function PeriodBar({ search, days, today, lines, onChange }: Props) {
  const { t } = useI18n();
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <ChoicePill
        name={t('spend.period')}
        all={t('spend.period.this_month')}
        value={search.period}
        options={PERIODS.filter((one) => one !== 'this_month').map((value) => ({
          value,
          label: t(`spend.period.${value}`),
        }))}
        // Own days begin with those that are shown.
        onChange={(period) => onChange({ period, ...(period === 'own' && days) })}
      />
      {search.period === 'own' && (
        <>
          <DayField
            label={t('spend.from')}
            value={days.from}
            max={days.to}
            onChange={(from) => onChange({ from })}
          />
          <DayField
            label={t('spend.to')}
            value={days.to}
            min={days.from}
            max={today}
            onChange={(to) => onChange({ to })}
          />
        </>
      )}
      {(lines.length > 1 || search.line) && (
        <ChoicePill
          name={t('inbox.filter_line')}
          all={t('inbox.all_lines')}
          value={search.line}
          options={lines.map((line) => ({ value: line.id, label: line.name }))}
          onChange={(line) => onChange({ line })}
        />
      )}
    </div>
  );
}

type DayProps = {
  label: string;
  value: string;
  min?: string;
  max?: string;
  onChange: (day: string) => void;
};

function DayField({ label, value, min, max, onChange }: DayProps) {
  return (
    <label className="flex items-center gap-1.5 pl-1 text-12 text-ink-3">
      {label}
      <input
        type="date"
        value={value}
        min={min}
        max={max}
        // While somebody types, it is no day yet.
        onChange={(event) => isDay(event.target.value) && onChange(event.target.value)}
        className="tnum h-7 rounded-full border border-line-2 bg-surface px-2.5 text-12 text-ink max-md:h-11 max-md:text-16"
      />
    </label>
  );
}
