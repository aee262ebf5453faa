/** What did not arrive: how many there are, and when that is asked for again. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import type { components } from './schema';
import type { Message } from './types';

export type DeadLetter = components['schemas']['DeadLetter'];

export type LetterFilter = { line?: string; cause?: string; dismissed?: boolean };

const AGAIN_MS = 300;

export const deadLettersKey = (organization: string) =>
  ['organization', organization, 'dead-letters'] as const;

export const letterListKey = (organization: string) => [...deadLettersKey(organization), 'list'] as const;

export const letterCountsQuery = (organization: string, filter: LetterFilter) =>
  queryOptions({
    queryKey: [...deadLettersKey(organization), 'counts', filter],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/dead-letters/counts', {
          params: { path: { organization }, query: filter },
          signal,
        }),
      ),
  });

type Pages = { pages: { data: DeadLetter[] }[] };

function isListed(cache: QueryClient, organization: string, message: string): boolean {
  const lists = cache.getQueriesData<Pages>({ queryKey: letterListKey(organization) });
  return lists.some(([, list]) =>
    list?.pages.some((page) => page.data.some((letter) => letter.message.id === message)),
  );
}

/** A message gets these states when it dies, or when somebody sends a dead one again. */
const CONCERNED: readonly string[] = ['failed', 'uncertain', 'queued'];

/** Most messages arrive, and what they go through on the way concerns no list of dead letters. */
export function letterMoved(
  cache: QueryClient,
  organization: string,
  message: Pick<Message, 'id' | 'delivery'>,
): void {
  const state = message.delivery?.state ?? '';
  if (CONCERNED.includes(state) || isListed(cache, organization, message.id))
    deadLettersAgain(cache, organization);
}

const pending = new Map<string, number>();

/** A line in trouble fails many in a moment: they are asked for once. */
export function deadLettersAgain(cache: QueryClient, organization: string): void {
  if (pending.has(organization)) return;
  const timer = window.setTimeout(() => {
    pending.delete(organization);
    void cache.invalidateQueries({ queryKey: deadLettersKey(organization) });
  }, AGAIN_MS);
  pending.set(organization, timer);
}
