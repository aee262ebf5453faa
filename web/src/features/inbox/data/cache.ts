/** Where the inbox's reducers meet the query cache: used by the live stream and by the app's own actions. */
import type { QueryClient } from '@tanstack/react-query';
import type { Conversation, Message } from '@/api/types';
import type { ListFilter } from './filter';
import { conversationQuery, countsQuery, inboxKeys, threadQuery } from './queries';
import { asSeen, knowsReadCount, noteRead } from './read-counts';
import { type ConversationPages, placeConversation, putMessage, type Thread } from './reduce';

export type Place = { organization: string; memberId: string };

const COUNT_AGAIN_MS = 700;
const LIST_AGAIN_MS = 3_000;
const ASK_AGAIN_MS = 250;
const ASK_AT_MOST = 8;

/** A fetch on its way is let arrive: under a steady stream of events it would otherwise never end. */
const UNHURRIED = { cancelRefetch: false };

type Pending = { counts?: number; lists?: number; ask?: number; ids: Set<string> };
const pending: Pending = { ids: new Set() };

/** Counts are the server's; many changes at once ask for them once. */
export function countAgain(cache: QueryClient, organization: string): void {
  pending.counts ??= window.setTimeout(() => {
    pending.counts = undefined;
    void cache.invalidateQueries({ queryKey: countsQuery(organization).queryKey }, UNHURRIED);
  }, COUNT_AGAIN_MS);
}

function listAgain(cache: QueryClient, organization: string): void {
  pending.lists ??= window.setTimeout(() => {
    pending.lists = undefined;
    void cache.invalidateQueries({ queryKey: inboxKeys.lists(organization) }, UNHURRIED);
  }, LIST_AGAIN_MS);
}

/** A conversation that this tab never fetched: how far this member read it must be asked. */
function askFor(cache: QueryClient, place: Place, id: string): void {
  pending.ids.add(id);
  pending.ask ??= window.setTimeout(() => {
    const ids = [...pending.ids];
    pending.ids.clear();
    pending.ask = undefined;
    if (ids.length > ASK_AT_MOST) {
      listAgain(cache, place.organization);
      return;
    }
    for (const one of ids) {
      const query = conversationQuery(place.organization, one);
      void cache
        .fetchQuery({ ...query, staleTime: 0 })
        .then((conversation) => placeInLists(cache, place, conversation))
        .catch(() => undefined);
    }
  }, ASK_AGAIN_MS);
}

function placeInLists(
  cache: QueryClient,
  { organization, memberId }: Place,
  conversation: Conversation,
): void {
  const lists = cache.getQueryCache().findAll({ queryKey: inboxKeys.lists(organization) });
  for (const { queryKey } of lists) {
    const filter = queryKey[3];
    if (!isFilter(filter)) continue;
    cache.setQueryData<ConversationPages>(queryKey, (list) =>
      list ? placeConversation(list, conversation, filter, memberId) : list,
    );
  }
}

const isFilter = (value: unknown): value is ListFilter =>
  typeof value === 'object' && value !== null && 'view' in value && 'q' in value;

/** Takes over a conversation's new state everywhere it is shown. */
export function putConversation(cache: QueryClient, place: Place, incoming: Conversation): void {
  const conversation = asSeen(incoming);
  const { queryKey } = conversationQuery(place.organization, conversation.id);
  cache.setQueryData(queryKey, (old) => (old || incoming.read_count !== null ? conversation : old));
  placeInLists(cache, place, conversation);
  if (incoming.read_count === null && !knowsReadCount(conversation.id)) askFor(cache, place, conversation.id);
}

export function changeThread(
  cache: QueryClient,
  organization: string,
  conversation: string,
  change: (thread: Thread) => Thread,
): void {
  const { queryKey } = threadQuery(organization, conversation);
  cache.setQueryData(queryKey, (thread) => (thread ? change(thread) : thread));
}

export function putThreadMessage(
  cache: QueryClient,
  organization: string,
  message: Message,
  seq: number,
): void {
  changeThread(cache, organization, message.conversation_id, (thread) =>
    seq <= thread.as_of ? thread : putMessage(thread, message),
  );
}

export function findConversation(
  cache: QueryClient,
  organization: string,
  id: string,
): Conversation | undefined {
  const detail = cache.getQueryData(conversationQuery(organization, id).queryKey);
  if (detail) return detail;
  const lists = cache.getQueriesData<ConversationPages>({ queryKey: inboxKeys.lists(organization) });
  for (const [, list] of lists) {
    const row = list?.pages.flatMap((page) => page.data).find((one) => one.id === id);
    if (row) return row;
  }
  return undefined;
}

/** Sets how far this member has read. */
export function putReadCount(cache: QueryClient, place: Place, id: string, readCount: number): void {
  noteRead(id, readCount);
  const conversation = findConversation(cache, place.organization, id);
  if (conversation) putConversation(cache, place, { ...conversation, read_count: readCount });
}
