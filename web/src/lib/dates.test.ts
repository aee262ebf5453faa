import { describe, expect, it } from 'vitest';
import { makeDates } from './dates';

const words = { now: 'ahora', today: 'hoy', yesterday: 'ayer' };
const dates = makeDates('es', 'America/Mexico_City', words);
const now = Date.parse('2026-11-22T18:00:00.000Z');

describe('dates', () => {
  it('are those of the time zone of the organization', () => {
    expect(dates.time('2026-11-22T05:30:00.000Z')).toBe('23:30');
    expect(dates.dayKey('2026-11-22T05:30:00.000Z')).toBe('2026-11-21');
  });

  it('grow older in little space', () => {
    expect(dates.age(now - 30_000, now)).toBe('ahora');
    expect(dates.age(now - 4 * 60_000, now)).toBe('4 min');
    expect(dates.age(now - 3 * 3_600_000, now)).toBe('09:00');
    expect(dates.age(now - 24 * 3_600_000, now)).toBe('ayer');
    expect(dates.age('2026-03-04T12:00:00.000Z', now)).toBe('4 mar');
  });

  it('name the day', () => {
    expect(dates.day(now, now)).toBe('hoy');
    expect(dates.day('2026-11-20T18:00:00.000Z', now)).toBe('viernes, 20 de noviembre');
  });

  it('count down in hours and minutes', () => {
    expect(dates.span(23 * 3_600_000 + 36 * 60_000)).toBe('23 h 36 min');
    expect(dates.span(59 * 60_000)).toBe('59 min');
  });

  it('survive a zone that the browser does not know', () => {
    expect(makeDates('en', 'Moon/Base', words).time(now)).toMatch(/^\d\d:\d\d$/);
  });
});
