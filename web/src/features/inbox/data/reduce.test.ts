import { describe, expect, it } from 'vitest';
import { filterOf } from './filter';
import {
  addMessage,
  type ConversationPages,
  dropMessage,
  placeConversation,
  prependPage,
  putMessage,
  threadOf,
  trimThread,
} from './reduce';
import { conversationSample, MEMBER, nthMessage, numberOf } from './samples';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();
const row = (id: string, minute: number) => conversationSample({ id, sort_at: at(minute) });
const list = (rows: ReturnType<typeof row>[], next: string | null = null): ConversationPages => ({
  pages: [{ data: rows, next_cursor: next, as_of: 1 }],
  pageParams: [null],
});
const ids = (pages: ConversationPages) => pages.pages.flatMap((page) => page.data.map((one) => one.id));
const all = filterOf({});
const page = (from: number, to: number, before: string | null, after: string | null = null) => ({
  data: Array.from({ length: to - from }, (_, index) => nthMessage(from + index)),
  before_cursor: before,
  after_cursor: after,
  as_of: 1,
});

describe('a list of conversations', () => {
  const three = list([row('c', 30), row('b', 20), row('a', 10)]);

  it('moves a conversation up when something happens in it', () => {
    expect(ids(placeConversation(three, row('a', 40), all, MEMBER))).toEqual(['a', 'c', 'b']);
  });

  it('leaves a conversation where it is when only its content changed', () => {
    const renamed = conversationSample({ id: 'b', sort_at: at(20), inbound_count: 9 });
    const after = placeConversation(three, renamed, all, MEMBER);
    expect(ids(after)).toEqual(['c', 'b', 'a']);
    expect(after.pages[0]?.data[1]?.inbound_count).toBe(9);
  });

  it('never shows a conversation twice, also across pages', () => {
    const two: ConversationPages = {
      pages: [
        { data: [row('d', 40), row('c', 30)], next_cursor: 'x', as_of: 1 },
        { data: [row('b', 20), row('a', 10)], next_cursor: null, as_of: 1 },
      ],
      pageParams: [null, 'x'],
    };
    expect(ids(placeConversation(two, row('a', 50), all, MEMBER))).toEqual(['a', 'd', 'c', 'b']);
  });

  it('takes out what the filter no longer shows', () => {
    const ticket = conversationSample().ticket;
    const resolved = conversationSample({ id: 'b', ticket: ticket && { ...ticket, state: 'resolved' } });
    expect(ids(placeConversation(three, resolved, all, MEMBER))).toEqual(['c', 'a']);
  });

  it('leaves what is older than the last loaded row to its own page', () => {
    const more = list([row('c', 30), row('b', 20)], 'cursor');
    expect(ids(placeConversation(more, row('a', 10), all, MEMBER))).toEqual(['c', 'b']);
    expect(ids(placeConversation(three, row('z', 5), all, MEMBER))).toEqual(['c', 'b', 'a', 'z']);
  });

  it('keeps a row that was read in the list of the unread ones', () => {
    const unread = filterOf({ unread: true });
    const read = conversationSample({ id: 'b', sort_at: at(20), unread: 0, read_count: 1 });
    expect(ids(placeConversation(three, read, unread, MEMBER))).toEqual(['c', 'b', 'a']);
    expect(ids(placeConversation(list([]), read, unread, MEMBER))).toEqual([]);
  });
});

describe('a thread', () => {
  it('takes a message once, however often it comes', () => {
    const thread = putMessage(threadOf(page(1, 4, null)), nthMessage(4));
    expect(putMessage(thread, nthMessage(4)).messages).toHaveLength(4);
  });

  it('puts a message by its sort key', () => {
    const thread = threadOf({ ...page(1, 2, null), data: [nthMessage(1), nthMessage(3)] });
    expect(putMessage(thread, nthMessage(2)).messages.map((one) => numberOf(one))).toEqual([1, 2, 3]);
  });

  it('does not let an older answer replace what the stream brought', () => {
    const thread = putMessage(threadOf(page(1, 3, null)), nthMessage(3, { text: 'new' }));
    expect(addMessage(thread, nthMessage(3, { text: 'old' })).messages.at(-1)?.text).toBe('new');
  });

  it('appends nothing while it shows a place in history', () => {
    const thread = threadOf(page(10, 20, 'b', 'a'));
    expect(putMessage(thread, nthMessage(40)).messages).toHaveLength(10);
    expect(putMessage(thread, nthMessage(2)).messages).toHaveLength(10);
  });

  it('grows at the top without doubles', () => {
    const thread = prependPage(threadOf(page(60, 120, 'b')), page(0, 61, null));
    expect(thread.messages.map((one) => numberOf(one))).toEqual(Array.from({ length: 120 }, (_, n) => n));
    expect(thread.before_cursor).toBeNull();
  });

  it('is cut back to the start of a page, with the cursor of that page', () => {
    let thread = threadOf(page(180, 240, 'before-180'));
    for (const from of [120, 60, 0]) thread = prependPage(thread, page(from, from + 60, `before-${from}`));
    const trimmed = trimThread(thread, 100);
    expect(trimmed.messages[0]?.id).toBe('msg_0120');
    expect(trimmed.before_cursor).toBe('before-120');
    expect(trimThread(trimmed, 100)).toBe(trimmed);
  });

  it('forgets what was discarded', () => {
    expect(dropMessage(threadOf(page(1, 3, null)), 'msg_0001').messages).toHaveLength(1);
  });
});
