/** Days of the organization's calendar, as the server counts them: `2026-11-30`. */

export const PERIODS = ['this_month', 'last_month', '30_days', 'own'] as const;
export type Period = (typeof PERIODS)[number];

export type Days = { from: string; to: string };

const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;

const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const start = startOf(value);
  return !Number.isNaN(start) && dayAt(start) === value;
}

export const dayBefore = (day: string, days = 1): string => dayAt(startOf(day) - days * DAY_MS);

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** `own`: the days that somebody chose, as far as they did. */
export function daysOf(period: Period, today: string, own: Partial<Days>): Days {
  switch (period) {
    case 'this_month':
      return { from: firstOfMonth(today), to: today };
    case 'last_month': {
      const to = dayBefore(firstOfMonth(today));
      return { from: firstOfMonth(to), to };
    }
    case '30_days':
      return { from: dayBefore(today, MONTH_DAYS - 1), to: today };
    case 'own': {
      const to = own.to ?? today;
      return { from: own.from ?? firstOfMonth(to), to };
    }
  }
}

export function eachDay({ from, to }: Days): string[] {
  const days: string[] = [];
  for (let at = startOf(from); at <= startOf(to); at += DAY_MS) days.push(dayAt(at));
  return days;
}
