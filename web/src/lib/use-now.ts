/** The server's time for display, refreshed so that ages move without a reload. */
import { useSyncExternalStore } from 'react';
import { serverNow } from './clock';

const TICK_MS = 20_000;
let now = serverNow();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = serverNow();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** A message newer than the last tick must not be "in the future". */
export function useNow(atLeast = 0): number {
  const ticked = useSyncExternalStore(subscribe, () => now);
  return Math.max(ticked, atLeast);
}
