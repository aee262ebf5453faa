import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { admit, anchorAt, eventsAfter, resetEventLog } from '@/api/event-log';
import type { Message, ServerEvent } from '@/api/types';
import { filterOf } from '@/features/inbox/data/filter';
import { conversationQuery, conversationsQuery, inboxKeys, threadQuery } from '@/features/inbox/data/queries';
import { forgetReadCounts, noteFetched } from '@/features/inbox/data/read-counts';
import { threadOf } from '@/features/inbox/data/reduce';
import { conversationSample, MEMBER, nthMessage, numberOf } from '@/features/inbox/data/samples';
import { applyEvent } from './live';

const organization = 'org_1';
const place = { organization, memberId: MEMBER };
const base = {
  at: '2026-11-22T10:05:00.000Z',
  actor: { kind: 'contact' as const, name: null, member_id: null },
  request_id: null,
};

/** As it comes in a frame: what belongs to one member is left out. */
const pushed = (part: Parameters<typeof conversationSample>[0]) =>
  conversationSample({ ...part, read_count: null, unread: null });

const received = (seq: number, message: Message, inbound_count: number): ServerEvent => ({
  ...base,
  type: 'message.received',
  seq,
  message,
  conversation: pushed({ inbound_count, sort_at: message.sort_at }),
});

describe('a live event', () => {
  let cache: QueryClient;
  const list = filterOf({});
  const thread = () => cache.getQueryData(threadQuery(organization, 'conv_1').queryKey);
  const rows = () =>
    cache.getQueryData(conversationsQuery(organization, list).queryKey)?.pages[0]?.data ?? [];

  beforeEach(() => {
    cache = new QueryClient();
    resetEventLog();
    forgetReadCounts();
    const conversation = conversationSample({ inbound_count: 1, read_count: 1, unread: 0 });
    noteFetched([conversation]);
    cache.setQueryData(conversationsQuery(organization, list).queryKey, {
      pages: [
        {
          data: [conversationSample({ id: 'conv_2', sort_at: '2026-11-22T10:01:00.000Z' }), conversation],
          next_cursor: null,
          as_of: 10,
        },
      ],
      pageParams: [null],
    });
    cache.setQueryData(conversationQuery(organization, 'conv_1').queryKey, conversation);
    cache.setQueryData(
      threadQuery(organization, 'conv_1').queryKey,
      threadOf({ data: [nthMessage(1)], before_cursor: null, after_cursor: null, as_of: 10 }),
    );
  });

  it('puts a customer message into thread, list and unread count', () => {
    applyEvent(cache, place, received(11, nthMessage(5), 2));
    expect(thread()?.messages.map((one) => numberOf(one))).toEqual([1, 5]);
    expect(rows().map((row) => [row.id, row.unread])).toEqual([
      ['conv_1', 1],
      ['conv_2', 1],
    ]);
    expect(cache.getQueryData(conversationQuery(organization, 'conv_1').queryKey)?.unread).toBe(1);
  });

  it('changes nothing that the snapshot already held', () => {
    applyEvent(cache, place, received(9, nthMessage(1, { text: 'older state' }), 1));
    expect(thread()?.messages[0]?.text).toBe('Hola');
  });

  it('comes once, in order, also when frames overlap', () => {
    anchorAt(10);
    const frame = [received(12, nthMessage(6), 3), received(11, nthMessage(5), 2)];
    expect(admit(frame).map((event) => event.seq)).toEqual([11, 12]);
    expect(admit(frame)).toEqual([]);
    expect(admit([...frame, received(13, nthMessage(7), 4)]).map((event) => event.seq)).toEqual([13]);
    expect(eventsAfter(11).map((event) => event.seq)).toEqual([12, 13]);
  });

  it('of a teammate reading does not mark anything read for me', () => {
    applyEvent(cache, place, received(11, nthMessage(5), 2));
    const read = { ...base, type: 'conversation.read' as const, conversation_id: 'conv_1', read_count: 2 };
    applyEvent(cache, place, { ...read, seq: 12, member_id: 'member_diego' });
    expect(rows()[0]?.unread).toBe(1);
    applyEvent(cache, place, { ...read, seq: 13, member_id: MEMBER });
    expect(rows()[0]?.unread).toBe(0);
  });

  it('takes a resolved conversation out of the open ones', () => {
    const ticket = conversationSample().ticket;
    const conversation = pushed({ ticket: ticket && { ...ticket, state: 'resolved' } });
    applyEvent(cache, place, { ...base, type: 'ticket.resolved', seq: 11, conversation });
    expect(rows().map((row) => row.id)).toEqual(['conv_2']);
  });

  it('renames a contact everywhere', () => {
    const contact = {
      id: 'contact_1',
      name: 'Majo',
      given_name: 'Majo',
      profile_name: null,
      phone: '+525555550111',
      username: null,
      identities: [],
      marketing_stopped_at: null,
      blocked_at: null,
      created_at: base.at,
      unreachable_since: null,
      conversations: [],
    };
    applyEvent(cache, place, { ...base, type: 'contact.updated', seq: 11, contact });
    expect(rows().map((row) => row.contact.name)).toEqual(['Majo', 'Majo']);
    expect(cache.getQueryData(inboxKeys.conversation(organization, 'conv_1'))).toMatchObject({
      contact: { name: 'Majo' },
    });
  });
});
