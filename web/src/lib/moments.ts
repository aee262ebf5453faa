/** Moments by the clock of a time zone: tomorrow at nine, or what a field of date and time says. */
import { knownZone } from './dates';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** When a day's work begins. */
const MORNING = '09:00';
const MONDAY = 1;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string | undefined): Intl.DateTimeFormat {
  const known = clocks.get(zone ?? '');
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: knownZone(zone),
  });
  clocks.set(zone ?? '', clock);
  return clock;
}

/** What a field of date and time shows: 2026-11-30T09:00 */
export function fieldValue(at: number, zone: string | undefined): string {
  const parts = clockOf(zone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** The moment that a field of date and time means; null where it says none. */
export function momentOf(value: string, zone: string | undefined): number | null {
  const wanted = Date.parse(`${value}:00Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) || Number.isNaN(wanted)) return null;
  const ahead = (at: number) => Date.parse(`${fieldValue(at, zone)}:00Z`) - Math.floor(at / MINUTE) * MINUTE;
  // The second look takes the offset of that moment, which a change of summer time makes another one.
  const near = wanted - ahead(wanted);
  return wanted - ahead(near);
}

export type QuickMoments = { hour: number; tomorrow: number; monday: number | null };

/** What is chosen most often; Monday is left out where it is tomorrow. */
export function quickMoments(now: number, zone: string | undefined): QuickMoments {
  const [today = ''] = fieldValue(now, zone).split('T');
  const noon = Date.parse(`${today}T12:00:00Z`);
  const morning = (days: number) => {
    const [day] = new Date(noon + days * DAY).toISOString().split('T');
    return momentOf(`${day}T${MORNING}`, zone) ?? now + days * DAY;
  };
  const weekday = new Date(noon).getUTCDay();
  const untilMonday = (MONDAY - weekday + 7) % 7 || 7;
  return {
    hour: Math.ceil((now + HOUR) / MINUTE) * MINUTE,
    tomorrow: morning(1),
    monday: untilMonday === 1 ? null : morning(untilMonday),
  };
}

export const MOST_DAYS = 90;

export type MomentProblem = 'past' | 'too_far';

/** Why nothing can be scheduled for this moment. */
export function momentProblem(at: number, now: number): MomentProblem | null {
  if (at <= now) return 'past';
  return at > now + MOST_DAYS * DAY ? 'too_far' : null;
}
