/** How a list of conversations and a thread change by what happened. Pure: the cache is the caller's. */
import type { Conversation, Message } from '@/api/types';
import { type ListFilter, shows } from './filter';

export type ConversationPage = { data: Conversation[]; next_cursor: string | null; as_of: number };
export type ConversationPages = { pages: ConversationPage[]; pageParams: (string | null)[] };

/** Where one page of a thread begins, so that a long thread can be cut back to it. */
type PageStart = { id: string; before: string | null };

export type Thread = {
  messages: Message[];
  starts: PageStart[];
  before_cursor: string | null;
  after_cursor: string | null;
  as_of: number;
};

export type MessagePage = {
  data: Message[];
  before_cursor: string | null;
  after_cursor: string | null;
  as_of: number;
};

/** Where something stands in a list or a thread; server time decides, then the id. */
export type Sorted = { sort_at: string; id: string };

/** Newest first; the id decides between equals, as the server's paging does. */
const isAbove = (a: Sorted, b: Sorted): boolean =>
  a.sort_at === b.sort_at ? a.id > b.id : a.sort_at > b.sort_at;

/** Null is before everything. */
export const isAfter = (one: Sorted, place: Sorted | null): boolean => place === null || isAbove(one, place);

/** Puts a conversation where it belongs in a list, or takes it out. */
export function placeConversation(
  list: ConversationPages,
  conversation: Conversation,
  filter: ListFilter,
  memberId: string,
): ConversationPages {
  const pageIndex = list.pages.findIndex((page) => page.data.some((one) => one.id === conversation.id));
  const stays = shows(filter, conversation, memberId, pageIndex >= 0);
  if (pageIndex < 0 && !stays) return list;
  const current = list.pages[pageIndex]?.data.find((one) => one.id === conversation.id);
  if (stays && current && current.sort_at === conversation.sort_at) {
    return mapPage(list, pageIndex, (data) =>
      data.map((one) => (one.id === conversation.id ? conversation : one)),
    );
  }
  const without =
    pageIndex < 0
      ? list
      : mapPage(list, pageIndex, (data) => data.filter((one) => one.id !== conversation.id));
  return stays ? insert(without, conversation) : without;
}

function insert(list: ConversationPages, conversation: Conversation): ConversationPages {
  for (const [index, page] of list.pages.entries()) {
    const position = page.data.findIndex((one) => isAbove(conversation, one));
    if (position >= 0) return mapPage(list, index, (data) => data.toSpliced(position, 0, conversation));
  }
  const last = list.pages.length - 1;
  // Below the last loaded row it arrives with its own page.
  if (last < 0 || list.pages[last]?.next_cursor) return list;
  return mapPage(list, last, (data) => [...data, conversation]);
}

function mapPage(
  list: ConversationPages,
  index: number,
  change: (data: Conversation[]) => Conversation[],
): ConversationPages {
  const pages = list.pages.map((page, at) => (at === index ? { ...page, data: change(page.data) } : page));
  return { ...list, pages };
}

export const threadOf = (page: MessagePage): Thread => ({
  messages: page.data,
  starts: page.data[0] ? [{ id: page.data[0].id, before: page.before_cursor }] : [],
  before_cursor: page.before_cursor,
  after_cursor: page.after_cursor,
  as_of: page.as_of,
});

export function prependPage(thread: Thread, page: MessagePage): Thread {
  const known = new Set(thread.messages.map((message) => message.id));
  const older = page.data.filter((message) => !known.has(message.id));
  const first = older[0];
  return {
    ...thread,
    messages: [...older, ...thread.messages],
    starts: first ? [{ id: first.id, before: page.before_cursor }, ...thread.starts] : thread.starts,
    before_cursor: page.before_cursor,
  };
}

export function appendPage(thread: Thread, page: MessagePage): Thread {
  const known = new Set(thread.messages.map((message) => message.id));
  const newer = page.data.filter((message) => !known.has(message.id));
  return { ...thread, messages: [...thread.messages, ...newer], after_cursor: page.after_cursor };
}

/** Adds or replaces a message. At a place in history the newest are not loaded, so new ones are not appended. */
export function putMessage(thread: Thread, message: Message): Thread {
  const index = thread.messages.findLastIndex((one) => one.id === message.id);
  if (index >= 0) return { ...thread, messages: thread.messages.with(index, message) };
  const before = thread.messages.findLastIndex((one) => isAbove(message, one));
  const isNewest = before === thread.messages.length - 1;
  if (isNewest && thread.after_cursor !== null) return thread;
  if (before < 0 && thread.before_cursor !== null) return thread;
  return { ...thread, messages: thread.messages.toSpliced(before + 1, 0, message) };
}

/** The answer to a request may be older than what the live stream brought meanwhile. */
export const addMessage = (thread: Thread, message: Message): Thread =>
  thread.messages.some((one) => one.id === message.id) ? thread : putMessage(thread, message);

export const dropMessage = (thread: Thread, id: string): Thread => ({
  ...thread,
  messages: thread.messages.filter((message) => message.id !== id),
});

/** Cuts a long thread back to the start of a page, keeping at least so many of the newest messages. */
export function trimThread(thread: Thread, keep: number): Thread {
  if (thread.messages.length <= keep * 2) return thread;
  const indexes = new Map(thread.messages.map((message, index) => [message.id, index]));
  const cut = thread.starts.findLastIndex(
    (start) => thread.messages.length - (indexes.get(start.id) ?? thread.messages.length) >= keep,
  );
  const start = thread.starts[cut];
  if (cut <= 0 || !start) return thread;
  return {
    ...thread,
    messages: thread.messages.slice(indexes.get(start.id)),
    starts: thread.starts.slice(cut),
    before_cursor: start.before,
  };
}
