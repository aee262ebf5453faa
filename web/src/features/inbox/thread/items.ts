/** What a thread shows: the server's messages and after them what is on its way, with their grouping. */
import type { Message } from '@/api/types';
import type { Fields } from '@/lib/fields';
import { arrived, type Outgoing } from '../data/outbox';

export type ThreadItem = {
  /** Stays the same when the server's message takes the place of the outgoing one. */
  key: string;
  message: Message;
  outgoing: Outgoing | null;
};

const GROUP_MS = 15 * 60_000;

type Me = { memberId: string; name: string };

export function threadItems(
  messages: Message[],
  entries: Outgoing[],
  keys: Record<string, string>,
  me: Me,
): ThreadItem[] {
  const taken = arrived(entries, messages, me.memberId);
  const keyOf = new Map([...taken].map(([key, id]) => [id, key]));
  const items = messages.map((message) => ({
    key: keyOf.get(message.id) ?? keys[message.id] ?? message.id,
    message,
    outgoing: null,
  }));
  const waiting = entries.filter(
    (entry) => !taken.has(entry.key) && !messages.some((one) => keys[one.id] === entry.key),
  );
  return [
    ...items,
    ...waiting.map((outgoing) => ({ key: outgoing.key, message: asMessage(outgoing, me), outgoing })),
  ];
}

const drawn = new WeakMap<Outgoing, Message>();

/** An outgoing entry in the shape of the message that it will be. */
function asMessage(entry: Outgoing, me: Me): Message {
  const known = drawn.get(entry);
  if (known) return known;
  const at = new Date(entry.writtenAt).toISOString();
  const message: Message = {
    id: entry.key,
    conversation_id: entry.conversation,
    direction: 'out',
    kind: entry.what?.type ?? 'text',
    text: entry.body === '' && entry.what ? null : entry.body,
    content: contentOf(entry),
    media: entry.what && 'media' in entry.what ? entry.what.media : null,
    author: { kind: 'member', name: me.name, member_id: me.memberId },
    reply_to: entry.replyTo,
    reactions: [],
    referral: null,
    withheld: null,
    delivery: {
      state: entry.state === 'refused' ? 'failed' : 'queued',
      queued_at: at,
      due_at: null,
      sent_at: null,
      delivered_at: null,
      read_at: null,
      played_at: null,
      failed_at: null,
      failure: null,
    },
    at,
    sort_at: at,
    received_at: at,
    late: false,
    edited_at: null,
    revoked_at: null,
    door: 'cloud',
    has_raw: false,
  };
  drawn.set(entry, message);
  return message;
}

function contentOf({ what }: Outgoing): Fields {
  if (!what || 'media' in what) return {};
  if (what.type === 'location') return what.location;
  if (what.type === 'template') return what.shown;
  return what.type === 'contacts' ? { contacts: what.contacts } : what.interactive;
}

export type Grouping = { newDay: boolean; first: boolean };

const sameAuthor = (a: Message, b: Message): boolean =>
  a.direction === b.direction && a.author.kind === b.author.kind && a.author.name === b.author.name;

/** Messages of one author close together are one group; only its first carries the corner and the name. */
export function grouping(
  message: Message,
  previous: Message | undefined,
  dayKey: (at: string) => string,
): Grouping {
  if (!previous) return { newDay: true, first: true };
  const newDay = dayKey(previous.sort_at) !== dayKey(message.sort_at);
  const near = Date.parse(message.sort_at) - Date.parse(previous.sort_at) < GROUP_MS;
  return { newDay, first: newDay || !near || !sameAuthor(previous, message) };
}

/** The first message that this member has not seen, by how many are unread. */
export function firstUnread(messages: Message[], unread: number): string | null {
  if (unread <= 0) return null;
  const inbound = messages.filter((message) => message.direction === 'in');
  return (inbound.at(-unread) ?? inbound[0])?.id ?? null;
}
