import { describe, expect, it } from 'vitest';
import { windowLeft } from './care-window';

const closes_at = '2026-11-23T10:00:00.000Z';
const open = { state: 'open' as const, closes_at, free_entry_until: null };
const hoursBefore = (hours: number) => Date.parse(closes_at) - hours * 3_600_000;

describe('the window', () => {
  it('counts down', () => {
    expect(windowLeft(open, hoursBefore(12))).toEqual({
      state: 'open',
      leftMs: 12 * 3_600_000,
      part: 0.5,
      warn: false,
    });
  });

  it('warns under two hours', () => {
    expect(windowLeft(open, hoursBefore(2))).toMatchObject({ warn: false });
    expect(windowLeft(open, hoursBefore(1.99))).toMatchObject({ warn: true });
  });

  it('closes by itself when its time is over, without news from the server', () => {
    expect(windowLeft(open, hoursBefore(0))).toEqual({ state: 'closed' });
  });

  it('is closed when the server says so', () => {
    expect(windowLeft({ ...open, state: 'closed' }, hoursBefore(3))).toEqual({ state: 'closed' });
    expect(windowLeft({ state: 'open', closes_at: null, free_entry_until: null }, 0)).toEqual({
      state: 'closed',
    });
  });
});
