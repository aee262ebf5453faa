/** Dates and durations as people read them, in a locale and a time zone. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type Dates = {
  /** 14:05 */
  time: (at: string | number) => string;
  /** The calendar day in the time zone, to compare: 2026-11-22 */
  dayKey: (at: string | number) => string;
  /** today, yesterday, or Sunday, 22 November */
  day: (at: string | number, now: number) => string;
  /** 22 nov */
  shortDay: (at: string | number) => string;
  /** 22 Nov 2026, 14:05 */
  full: (at: string | number) => string;
  /** now, 5 min, 14:05, yesterday, 22 nov: how old a row is, in little space */
  age: (at: string | number, now: number) => string;
  /** 2 hours ago */
  ago: (at: string | number, now: number) => string;
  /** 23 h 36 min */
  span: (ms: number) => string;
};

type Words = { now: string; today: string; yesterday: string };

function dayKeyFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone });
}

export function makeDates(locale: string, timeZone: string | undefined, words: Words): Dates {
  const zone = knownZone(timeZone);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const keys = dayKeyFormat(zone);
  const long = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const longYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const short = format({ day: 'numeric', month: 'short' });
  const shortYear = format({ day: 'numeric', month: 'short', year: '2-digit' });
  const full = format({ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const hours = new Intl.NumberFormat(locale, { style: 'unit', unit: 'hour', unitDisplay: 'narrow' });
  const key = (at: string | number) => keys.format(new Date(at));
  const sameYear = (at: Date, now: number) => key(at.getTime()).slice(0, 4) === key(now).slice(0, 4);
  const spaced = (text: string) => text.replace(/(\d)(\p{L})/u, '$1 $2');

  const dates: Dates = {
    time: (at) => time.format(new Date(at)),
    dayKey: key,
    day(at, now) {
      const day = key(at);
      if (day === key(now)) return words.today;
      if (day === key(now - 24 * HOUR)) return words.yesterday;
      const date = new Date(at);
      return (sameYear(date, now) ? long : longYear).format(date);
    },
    shortDay: (at) => short.format(new Date(at)),
    full: (at) => full.format(new Date(at)),
    age(at, now) {
      const date = new Date(at);
      const passed = now - date.getTime();
      if (passed < MINUTE) return words.now;
      if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
      if (key(at) === key(now)) return time.format(date);
      if (key(at) === key(now - 24 * HOUR)) return words.yesterday;
      return (sameYear(date, now) ? short : shortYear).format(date);
    },
    ago(at, now) {
      const passed = now - new Date(at).getTime();
      if (passed < MINUTE) return relative.format(0, 'second');
      if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), 'minute');
      if (passed < 24 * HOUR) return relative.format(-Math.floor(passed / HOUR), 'hour');
      return relative.format(-Math.floor(passed / (24 * HOUR)), 'day');
    },
    span(ms) {
      const minutes = Math.max(0, Math.floor(ms / MINUTE));
      const whole = Math.floor(minutes / 60);
      if (whole === 0) return `${minutes} min`;
      return `${spaced(hours.format(whole))} ${minutes % 60} min`;
    },
  };
  return dates;
}

/** A zone that this browser does not know must not break the page. */
export function knownZone(timeZone: string | undefined): string | undefined {
  if (timeZone === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
