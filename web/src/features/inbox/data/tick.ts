/** A delivery state as the tick that stands for it. */
import type { TickState } from '@/components/ui/ticks';

const STATES: readonly TickState[] = [
  'queued',
  'waiting',
  'sending',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'uncertain',
  'discarded',
];

/** Null for a state that this version does not know. */
export const tickOf = (state: string | null | undefined): TickState | null =>
  STATES.find((known) => known === state) ?? null;
