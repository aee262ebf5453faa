/** The 24 hours in which free text is allowed, as a countdown. */
import { useEffect, useState } from 'react';
import type { Conversation } from '@/api/types';
import { serverNow } from '@/lib/clock';

const DAY_MS = 24 * 3_600_000;
const WARN_BELOW_MS = 2 * 3_600_000;
const SLOW_TICK_MS = 15_000;
const FAST_TICK_MS = 1_000;

export type WindowLeft = { state: 'closed' } | { state: 'open'; leftMs: number; part: number; warn: boolean };

export function windowLeft(window: Conversation['window'], now: number): WindowLeft {
  if (window.state === 'closed' || window.closes_at === null) return { state: 'closed' };
  const leftMs = Date.parse(window.closes_at) - now;
  if (leftMs <= 0) return { state: 'closed' };
  return { state: 'open', leftMs, part: Math.min(1, leftMs / DAY_MS), warn: leftMs < WARN_BELOW_MS };
}

/** Ticks by itself: every 15 s, and every second in the last minute. */
export function useWindowLeft(window: Conversation['window']): WindowLeft {
  const [now, setNow] = useState(serverNow);
  const left = windowLeft(window, now);
  const soon = left.state === 'open' && left.leftMs < 60_000 + SLOW_TICK_MS;
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), soon ? FAST_TICK_MS : SLOW_TICK_MS);
    return () => clearInterval(timer);
  }, [soon]);
  return left;
}
