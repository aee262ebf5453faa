/** A line that the provider slows down: until when, and why. */
import { useEffect, useState } from 'react';
import type { Line } from '@/api/types';
import { serverNow } from './clock';
import { useI18n } from './i18n';

type Hold = { until: string; because: string | null };

/** Null as soon as it is over: the server tells of a hold's begin, not of its end. */
export function useHold(line: Line | undefined): Hold | null {
  const { locale } = useI18n();
  const [now, setNow] = useState(serverNow);
  const door = line?.doors.find((one) => one.held_until && Date.parse(one.held_until) > now);
  const until = door?.held_until ?? null;
  useEffect(() => {
    if (until === null) return;
    // Measured anew each time, since the clock that was rendered with may be an old one.
    const timer = setTimeout(() => setNow(serverNow()), Math.max(0, Date.parse(until) - serverNow()) + 50);
    return () => clearTimeout(timer);
  }, [until]);
  return until === null ? null : { until, because: door?.held_because?.[locale] ?? null };
}
