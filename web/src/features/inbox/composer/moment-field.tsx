/** A date and a time by the organization's clock, with what stands against them. */
import { LayoutTemplate } from 'lucide-react';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { serverNow } from '@/lib/clock';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { fieldValue, MOST_DAYS, momentOf, momentProblem } from '@/lib/moments';
import { missesWindow } from './window-state';

/** What stands in the field, and the moment that it means. */
export function useMoment(from: number | null, closesAt: string | null) {
  const { organization } = useOrganization();
  const zone = organization.time_zone;
  const [value, setValue] = useState(() => (from === null ? '' : fieldValue(from, zone)));
  const at = momentOf(value, zone);
  const problem = at === null ? null : momentProblem(at, serverNow());
  const misses = at !== null && problem === null && missesWindow(at, closesAt);
  return { zone, value, setValue, at, problem, misses, ready: at !== null && problem === null };
}

export type Moment = ReturnType<typeof useMoment>;

type Props = { moment: Moment; closesAt: string | null; onTemplate: (() => void) | null };

export function MomentField({ moment, closesAt, onTemplate }: Props) {
  const { t } = useI18n();
  const dates = useDates();
  const { zone, value, setValue, problem, misses } = moment;
  const now = serverNow();
  const last = fieldValue(now + MOST_DAYS * 86_400_000, zone);
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  const error = { past: t('schedule.past'), too_far: t('schedule.too_far', { days: MOST_DAYS }) };
  return (
    <div className="flex flex-col gap-3">
      <TextField
        type="datetime-local"
        label={t('schedule.moment')}
        value={value}
        min={fieldValue(now, zone)}
        max={last}
        hint={t('schedule.zone', { zone: place })}
        error={problem ? error[problem] : undefined}
        onChange={(event) => setValue(event.target.value)}
      />
      {misses && closesAt && (
        <Banner
          tone="warn"
          title={t('schedule.misses_window', { at: dates.full(closesAt) })}
          action={
            onTemplate && (
              <Button variant="outline" onClick={onTemplate}>
                <LayoutTemplate />
                {t('picker.choose')}
              </Button>
            )
          }
        >
          {t('schedule.misses_window_hint')}
        </Banner>
      )}
    </div>
  );
}
