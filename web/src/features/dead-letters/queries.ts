/** What the page reads and changes. */
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { deadLettersAgain, deadLettersKey, type LetterFilter, letterListKey } from '@/api/dead-letters';
import { ApiProblem } from '@/api/problem';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { type Texts, type TranslateCount, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { inRounds, type Outcome, type Progress, type Reason, reasonsOf, type Which } from './bulk';
import type { DoorKind } from './doors';

const PAGE = 50;
const firstPage = (): string | null => null;

export const letterListQuery = (organization: string, filter: LetterFilter) =>
  infiniteQueryOptions({
    queryKey: [...letterListKey(organization), filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/dead-letters', {
          params: {
            path: { organization },
            query: { ...filter, cursor: pageParam ?? undefined, limit: PAGE },
          },
          signal,
        }),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor,
  });

/** A refusal that is part of a good answer, in the reader's words. */
export const reasonOf = (texts: Texts, { code, detail, params }: Reason): string =>
  problemText(texts, new ApiProblem(409, code, detail, params));

export type How = { confirm?: boolean; door?: DoorKind };
type Base = Extract<Parameters<TranslateCount>[0], `undelivered.${string}`>;

/** What was done, and for the rest the reason that stood most often against it. */
function told(count: TranslateCount, texts: Texts, base: Base, { done, refused }: Outcome): string {
  const [first] = reasonsOf(refused);
  const parts = [
    ...(done.length > 0 || !first ? [count(base, done.length)] : []),
    ...(first
      ? [count('undelivered.refused', refused.length, { reason: reasonOf(texts, first.reason) })]
      : []),
  ];
  return parts.join(' ');
}

const PATH = '/api/v1/organizations/{organization}/dead-letters';

export function useLetterActions(progress: Progress) {
  const { count, texts } = useI18n();
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  const params = { path: { organization } };
  const fail = (error: unknown) => toast(problemText(texts, error), { tone: 'bad' });
  const settled = async () => {
    deadLettersAgain(cache, organization);
    await cache.invalidateQueries({ queryKey: deadLettersKey(organization) });
  };
  const tell = (base: Base, outcome: Outcome, undo?: () => void) =>
    toast(told(count, texts, base, outcome), {
      ...(outcome.done.length > 0 && undo && { undo }),
      ...(outcome.refused.length > 0 && { tone: 'bad' }),
    });

  const retry = useMutation({
    mutationFn: ({ which, how }: { which: Which; how: How }) =>
      inRounds(
        which,
        (round) => unwrap(api.POST(`${PATH}/retry`, { params, body: { confirm: false, ...how, ...round } })),
        progress,
      ),
    onSuccess: (outcome) => tell('undelivered.retried', outcome),
    onError: fail,
    onSettled: settled,
  });
  const restore = useMutation({
    mutationFn: (which: Which) =>
      inRounds(which, (round) => unwrap(api.POST(`${PATH}/restore`, { params, body: round })), progress),
    onSuccess: (outcome) => tell('undelivered.restored', outcome),
    onError: fail,
    onSettled: settled,
  });
  const dismiss = useMutation({
    mutationFn: (which: Which) =>
      inRounds(which, (round) => unwrap(api.POST(`${PATH}/dismiss`, { params, body: round })), progress),
    onSuccess: (outcome) =>
      tell('undelivered.dismissed', outcome, () => restore.mutate({ ids: outcome.done })),
    onError: fail,
    onSettled: settled,
  });
  return {
    retry: (which: Which, how: How) => retry.mutate({ which, how }),
    dismiss: (which: Which) => dismiss.mutate(which),
    restore: (which: Which) => restore.mutate(which),
    busy: retry.isPending || dismiss.isPending || restore.isPending,
  };
}

export type LetterActions = ReturnType<typeof useLetterActions>;
