/** What was spent on each day, as bars; the rows below say the same in numbers. */
import { useI18n } from '@/lib/i18n';
import { ofMicros, useMoney } from '@/lib/money';
import { dayName } from './names';
import type { Bucket } from './sums';

export function DayBars({ buckets, currency }: { buckets: Bucket[]; currency: string }) {
  const { t, locale } = useI18n();
  const money = useMoney();
  const amount = (micros: number) => money(ofMicros(micros, currency));
  const most = Math.max(0, ...buckets.map((bucket) => bucket.micros));
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (most === 0 || !first || !last) return null;
  return (
    <figure className="px-4 pt-1 pb-4">
      <p aria-hidden className="tnum text-11 text-ink-3">
        {amount(most)}
      </p>
      <div
        role="img"
        aria-label={t('spend.chart', { currency, most: amount(most) })}
        className="flex h-36 items-end gap-px border-y border-line sm:gap-[3px]"
      >
        {buckets.map(({ key, micros }) => (
          <div
            key={key}
            data-tip={`${dayName(locale, key)} · ${amount(micros)}`}
            data-tip-side="top"
            className="group flex h-full min-w-0 flex-1 items-end"
          >
            <div
              style={{ height: `${(micros / most) * 100}%` }}
              className={`w-full rounded-t-[3px] bg-verdi group-hover:bg-verdi-hover ${micros > 0 ? 'min-h-0.5' : ''}`}
            />
          </div>
        ))}
      </div>
      <div aria-hidden className="tnum mt-1 flex justify-between text-11 text-ink-3">
        <span>{dayName(locale, first.key)}</span>
        <span>{dayName(locale, last.key)}</span>
      </div>
    </figure>
  );
}
