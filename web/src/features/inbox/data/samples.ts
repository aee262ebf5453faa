/** Conversations and messages for tests. */
import type { Conversation, Message } from '@/api/types';

export const MEMBER = 'member_ana';

export function conversationSample(part: Partial<Conversation> = {}): Conversation {
  return {
    id: 'conv_1',
    line: { id: 'line_1', name: 'Ventas' },
    contact: {
      id: 'contact_1',
      name: 'María José Benítez',
      phone: '+525555550111',
      username: null,
      blocked_at: null,
    },
    ticket: {
      id: 'ticket_1',
      number: 1,
      state: 'open',
      assignee: null,
      queue: { id: 'queue_1', name: 'General' },
      opened_at: '2026-11-22T10:00:00.000Z',
      resolved_at: null,
    },
    last_message: null,
    sort_at: '2026-11-22T10:00:00.000Z',
    inbound_count: 1,
    handled_count: 0,
    read_count: 0,
    unread: 1,
    window: { state: 'open', closes_at: '2026-11-23T10:00:00.000Z', free_entry_until: null },
    created_at: '2026-11-01T10:00:00.000Z',
    ...part,
  };
}

function messageSample(part: Partial<Message> = {}): Message {
  return {
    id: 'msg_1',
    conversation_id: 'conv_1',
    direction: 'in',
    kind: 'text',
    text: 'Hola',
    content: {},
    media: null,
    author: { kind: 'contact', name: 'María José Benítez', member_id: null },
    reply_to: null,
    reactions: [],
    referral: null,
    withheld: null,
    delivery: null,
    at: '2026-11-22T10:00:00.000Z',
    sort_at: '2026-11-22T10:00:00.000Z',
    received_at: '2026-11-22T10:00:00.000Z',
    late: false,
    edited_at: null,
    revoked_at: null,
    door: 'cloud',
    has_raw: true,
    ...part,
  };
}

/** The n-th message of a thread, a minute after the one before it. */
export const nthMessage = (n: number, part: Partial<Message> = {}): Message => {
  const at = new Date(Date.UTC(2026, 10, 22, 10, n)).toISOString();
  return messageSample({ id: `msg_${String(n).padStart(4, '0')}`, at, sort_at: at, ...part });
};

export const ownMessage = (n: number, text: string): Message =>
  nthMessage(n, { direction: 'out', text, author: { kind: 'member', name: 'Ana', member_id: MEMBER } });

export const numberOf = (message: Message): number => Number(message.id.slice('msg_'.length));
