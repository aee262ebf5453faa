/**
 * The events of the last minutes, by sequence.
 * A list or a thread is a snapshot `as_of` a sequence; events that came while it was on its way are applied
 * on top of it, so nothing is lost between the snapshot and the live stream.
 */
import type { ServerEvent } from './types';

const KEPT = 2_000;

let recent: ServerEvent[] = [];
let lastSequence: number | null = null;
let waiting: ((sequence: number) => void)[] = [];

/** The first snapshot says from where the live stream has to begin. */
export function anchorAt(asOf: number): void {
  if (lastSequence !== null) return;
  lastSequence = asOf;
  for (const resolve of waiting) resolve(asOf);
  waiting = [];
}

export function whenAnchored(): Promise<number> {
  if (lastSequence !== null) return Promise.resolve(lastSequence);
  return new Promise((resolve) => waiting.push(resolve));
}

export const lastEvent = (): number => lastSequence ?? 0;

/** Takes what is new of a frame and drops what was seen before. */
export function admit(events: ServerEvent[]): ServerEvent[] {
  const fresh = events.filter((event) => event.seq > lastEvent()).sort((a, b) => a.seq - b.seq);
  if (fresh.length === 0) return fresh;
  lastSequence = fresh.at(-1)?.seq ?? lastSequence;
  recent = [...recent, ...fresh].slice(-KEPT);
  return fresh;
}

export const eventsAfter = (sequence: number): ServerEvent[] =>
  recent.filter((event) => event.seq > sequence);

let replay: (events: ServerEvent[]) => void = () => undefined;

export function onReplay(apply: (events: ServerEvent[]) => void): void {
  replay = apply;
}

/**
 * Every snapshot calls this before its query returns. What came after the snapshot is applied again in the
 * next task, when the query cache holds it; events carry whole states, so once more does no harm.
 */
export function afterSnapshot(asOf: number): void {
  anchorAt(asOf);
  if (eventsAfter(asOf).length > 0) setTimeout(() => replay(eventsAfter(asOf)));
}

/** After a resync the stream goes on from another place and older events mean nothing. */
export function restartAt(sequence: number): void {
  recent = [];
  lastSequence = sequence;
}

/** Forgets everything: another organization, or signed out. */
export function resetEventLog(): void {
  recent = [];
  lastSequence = null;
  waiting = [];
}
