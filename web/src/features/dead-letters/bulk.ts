/** Many letters at once, a hundred a request, with what became of each. */
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Reason = Schemas['Reason'];
type Done = Schemas['DeadLettersDone'];
type Matching = Schemas['DeadLettersMatching'];

export type Which = { ids: string[] } | { matching: Matching };
type Round = { ids: string[] } | { matching: Matching; cursor?: string };

export type Outcome = { done: string[]; refused: Reason[] };
export type Progress = (worked: number) => void;

const AT_ONCE = 100;

/** Asks until nothing is left. What one request did stays done, whatever becomes of the next. */
export async function inRounds(
  which: Which,
  ask: (round: Round) => Promise<Done>,
  progress: Progress = () => undefined,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], refused: [] };
  const note = ({ data }: Done) => {
    for (const { message_id, refusal } of data) {
      if (refusal) outcome.refused.push(refusal);
      else outcome.done.push(message_id);
    }
    progress(outcome.done.length + outcome.refused.length);
  };
  if ('ids' in which) {
    for (let at = 0; at < which.ids.length; at += AT_ONCE)
      note(await ask({ ids: which.ids.slice(at, at + AT_ONCE) }));
    return outcome;
  }
  let cursor: string | undefined;
  do {
    const answer = await ask({ matching: which.matching, cursor });
    note(answer);
    cursor = answer.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return outcome;
}

/** The refusals, each reason once, the most frequent first. */
export function reasonsOf(refused: readonly Reason[]): { reason: Reason; count: number }[] {
  const counted = new Map<string, { reason: Reason; count: number }>();
  for (const reason of refused) {
    const known = counted.get(reason.code);
    if (known) known.count += 1;
    else counted.set(reason.code, { reason, count: 1 });
  }
  return [...counted.values()].sort((a, b) => b.count - a.count);
}
