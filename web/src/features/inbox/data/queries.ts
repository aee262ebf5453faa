/** What the inbox reads from the server. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { afterSnapshot, lastEvent } from '@/api/event-log';
import type { Conversation } from '@/api/types';
import type { ListFilter } from './filter';
import { asSeen, noteFetched } from './read-counts';
import { type ConversationPage, type MessagePage, type Thread, threadOf } from './reduce';

const PAGE = 50;
const MESSAGES = 60;
const KEPT_MS = 30 * 60_000;
/** The live stream keeps what was fetched up to date; only a resync fetches again. */
const BY_LIVE = Number.POSITIVE_INFINITY;

export const inboxKeys = {
  lists: (organization: string) => ['organization', organization, 'conversations'],
  list: (organization: string, filter: ListFilter) => ['organization', organization, 'conversations', filter],
  conversation: (organization: string, id: string) => ['organization', organization, 'conversation', id],
  thread: (organization: string, id: string) => ['organization', organization, 'thread', id],
  counts: (organization: string) => ['organization', organization, 'counts'],
} as const;

export async function fetchConversations(
  organization: string,
  filter: ListFilter,
  cursor: string | null,
  signal?: AbortSignal,
  limit = PAGE,
): Promise<ConversationPage> {
  const page = await unwrap(
    api.GET('/api/v1/organizations/{organization}/conversations', {
      params: {
        path: { organization },
        query: {
          view: filter.view,
          state: filter.state,
          unread: filter.unread || undefined,
          line: filter.line || undefined,
          q: filter.q || undefined,
          cursor: cursor ?? undefined,
          limit,
        },
      },
      signal,
    }),
  );
  noteFetched(page.data);
  afterSnapshot(page.as_of);
  return { data: page.data.map(asSeen), next_cursor: page.next_cursor ?? null, as_of: page.as_of };
}

const firstPage = (): string | null => null;

export const conversationsQuery = (organization: string, filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: inboxKeys.list(organization, filter),
    queryFn: ({ pageParam, signal }) => fetchConversations(organization, filter, pageParam, signal),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor,
    staleTime: filter.q === '' ? BY_LIVE : 0,
    gcTime: filter.q === '' ? KEPT_MS : 60_000,
  });

export const conversationQuery = (organization: string, conversation: string) =>
  queryOptions({
    queryKey: inboxKeys.conversation(organization, conversation),
    queryFn: async ({ signal }): Promise<Conversation> => {
      const before = lastEvent();
      const found = await unwrap(
        api.GET('/api/v1/organizations/{organization}/conversations/{conversation}', {
          params: { path: { organization, conversation } },
          signal,
        }),
      );
      noteFetched([found]);
      if (before > 0) afterSnapshot(before);
      return asSeen(found);
    },
    staleTime: BY_LIVE,
    gcTime: KEPT_MS,
  });

type Place = { before?: string; after?: string; around?: string; at?: string };

export async function fetchMessages(
  organization: string,
  conversation: string,
  place: Place,
  signal?: AbortSignal,
): Promise<MessagePage> {
  const page = await unwrap(
    api.GET('/api/v1/organizations/{organization}/conversations/{conversation}/messages', {
      params: { path: { organization, conversation }, query: { ...place, limit: MESSAGES } },
      signal,
    }),
  );
  afterSnapshot(page.as_of);
  return {
    data: page.data,
    before_cursor: page.before_cursor ?? null,
    after_cursor: page.after_cursor ?? null,
    as_of: page.as_of,
  };
}

export const threadQuery = (organization: string, conversation: string) =>
  queryOptions({
    queryKey: inboxKeys.thread(organization, conversation),
    queryFn: async ({ signal }): Promise<Thread> =>
      threadOf(await fetchMessages(organization, conversation, {}, signal)),
    staleTime: BY_LIVE,
    gcTime: KEPT_MS,
  });

export const countsQuery = (organization: string) =>
  queryOptions({
    queryKey: inboxKeys.counts(organization),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/conversations/counts', {
          params: { path: { organization } },
          signal,
        }),
      ),
    staleTime: BY_LIVE,
  });
