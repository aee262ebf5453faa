/** A line that the provider slows down, or whose provider does not answer: until when, and why. */
import { useEffect, useState } from 'react';
import type { Line } from '@/api/types';
import { serverNow } from './clock';
import { useI18n } from './i18n';

type Hold = { until: string; because: string | null; title: 'lines.held' | 'lines.unanswered' };
type Door = Line['doors'][number];

/** A provider that does not answer is asked again at a time of ours. */
const unanswered = (door: Door): string | null =>
  door.breaker === 'closed' ? null : (door.asked_again_at ?? null);

const endOf = (door: Door): string | null => unanswered(door) ?? door.held_until ?? null;

/** Null as soon as it is over: the server tells of a hold's begin, not of its end. */
export function useHold(line: Line | undefined): Hold | null {
  const { locale } = useI18n();
  const [now, setNow] = useState(serverNow);
  const door = line?.doors.find((one) => Date.parse(endOf(one) ?? '') > now);
  const until = door ? endOf(door) : null;
  useEffect(() => {
    if (until === null) return;
    // Measured anew each time, since the clock that was rendered with may be an old one.
    const timer = setTimeout(() => setNow(serverNow()), Math.max(0, Date.parse(until) - serverNow()) + 50);
    return () => clearTimeout(timer);
  }, [until]);
  if (!door || until === null) return null;
  if (unanswered(door)) return { until, because: null, title: 'lines.unanswered' };
  return { until, because: door.held_because?.[locale] ?? null, title: 'lines.held' };
}
