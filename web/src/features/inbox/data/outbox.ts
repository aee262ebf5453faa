/**
 * Messages on their way to the server. Each has a client id that is its idempotency key, so trying again
 * after a lost answer can never make two. One at a time a conversation, in the order they were written.
 */
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { DoorKind } from '@/api/prices';
import { ApiProblem, isTemporary } from '@/api/problem';
import type { Media, Message, NewMessage } from '@/api/types';
import type { Fields } from '@/lib/fields';
import { randomKey } from '@/lib/random-key';
import { isAfter, type Sorted } from './reduce';

export type Quote = NonNullable<Message['reply_to']> & { id: string };

/** What is sent besides plain text. Files are uploaded before they come here. */
export type SpecialContent =
  | { type: Media['kind']; media: Media }
  | Extract<NewMessage, { type: 'location' | 'contacts' | 'interactive' }>
  /** `shown`: the content that the message will have. */
  | (Extract<NewMessage, { type: 'template' }> & { shown: Fields });

export type Outgoing = {
  key: string;
  organization: string;
  conversation: string;
  /** The text, or a file's caption. */
  body: string;
  what?: SpecialContent;
  previewUrl: boolean;
  replyTo: Quote | null;
  /** Not before this moment. */
  sendAt?: string | null;
  /** Through this door and no other. */
  door?: DoorKind | null;
  writtenAt: number;
  /** The newest message known when this was written: only a later one can be this. */
  after: Sorted | null;
  state: 'waiting' | 'sending' | 'refused';
  problem: { status: number; code: string; detail: string; params: Record<string, unknown> } | null;
};

type Outbox = {
  entries: Outgoing[];
  /** Message id → client key, so that a bubble keeps its identity when the message takes its place. */
  keys: Record<string, string>;
};

export const useOutbox = create<Outbox>()(
  persist((): Outbox => ({ entries: [], keys: {} }), {
    name: 'aldaba.outbox',
    storage: createJSONStorage(() => sessionStorage),
    partialize: ({ entries }) => ({
      entries: entries.map((entry) => ({
        ...entry,
        state: entry.state === 'sending' ? 'waiting' : entry.state,
      })),
      keys: {},
    }),
  }),
);

function change(key: string, part: Partial<Outgoing>): void {
  useOutbox.setState(({ entries }) => ({
    entries: entries.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)),
  }));
}

export function removeOutgoing(key: string): void {
  useOutbox.setState(({ entries }) => ({ entries: entries.filter((entry) => entry.key !== key) }));
}

type Deliver = (entry: Outgoing) => Promise<Message>;
type Sent = (entry: Outgoing, message: Message) => void;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

let deliver: Deliver | null = null;
let sent: Sent = () => undefined;
const pauses = new Map<string, number>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Starts the outbox; what waited from before a reload goes out first. */
export function startOutbox(how: { deliver: Deliver; sent: Sent }): void {
  deliver = how.deliver;
  sent = how.sent;
  pumpOutbox();
}

export function stopOutbox(): void {
  deliver = null;
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
  pauses.clear();
}

export function enqueue(entry: Omit<Outgoing, 'state' | 'problem'>): void {
  useOutbox.setState(({ entries }) => ({
    entries: [...entries, { ...entry, state: 'waiting', problem: null }],
  }));
  pumpOutbox();
}

/** Tries a refused message once more, with a key of its own: the refused one is settled. */
export function tryAgain(key: string, otherwise: Pick<Outgoing, 'sendAt'> | null = null): void {
  change(key, { ...otherwise, key: randomKey(), state: 'waiting', problem: null });
  pumpOutbox();
}

/** Sends what waits, now: called when a message is written and when the connection is back. */
export function pumpOutbox(): void {
  if (!deliver) return;
  const { entries } = useOutbox.getState();
  for (const conversation of new Set(entries.map((entry) => entry.conversation))) {
    const mine = entries.filter((entry) => entry.conversation === conversation && entry.state !== 'refused');
    const head = mine[0];
    if (head?.state === 'waiting') void send(head);
  }
}

async function send(entry: Outgoing): Promise<void> {
  if (!deliver) return;
  const { conversation, key } = entry;
  clearTimeout(timers.get(conversation));
  timers.delete(conversation);
  change(key, { state: 'sending' });
  try {
    const message = await deliver(entry);
    pauses.delete(conversation);
    useOutbox.setState(({ keys }) => ({ keys: { ...keys, [message.id]: key } }));
    sent(entry, message);
    removeOutgoing(key);
  } catch (error) {
    if (isTemporary(error)) {
      change(key, { state: 'waiting' });
      pause(conversation, error);
      return;
    }
    const problem =
      error instanceof ApiProblem
        ? { status: error.status, code: error.code, detail: error.detail, params: error.params }
        : { status: 0, code: 'unknown', detail: String(error), params: {} };
    change(key, { state: 'refused', problem });
  }
  pumpOutbox();
}

function pause(conversation: string, error: unknown): void {
  const asked = error instanceof ApiProblem ? error.retryAfterSeconds : null;
  const last = pauses.get(conversation) ?? FIRST_PAUSE_MS / 2;
  const wait = asked === null ? Math.min(LONGEST_PAUSE_MS, last * 2) : asked * 1_000;
  pauses.set(conversation, Math.min(LONGEST_PAUSE_MS, wait));
  timers.set(conversation, setTimeout(pumpOutbox, wait));
}

/** Which outgoing entries the thread already shows as messages: the stream can be faster than the answer. */
export function arrived(entries: Outgoing[], messages: Message[], memberId: string): Map<string, string> {
  const found = new Map<string, string>();
  const open = entries.filter((entry) => entry.state !== 'refused');
  if (open.length === 0) return found;
  for (const message of messages) {
    if (message.direction !== 'out' || message.author.member_id !== memberId) continue;
    const entry = open.find(
      (one) => !found.has(one.key) && isAfter(message, one.after) && isSame(message, one),
    );
    if (entry) found.set(entry.key, message.id);
  }
  return found;
}

function isSame(message: Message, { what, body }: Outgoing): boolean {
  if (!what) return message.kind === 'text' && message.text === body;
  if (message.kind !== what.type) return false;
  return 'media' in what ? message.media?.id === what.media.id : true;
}
