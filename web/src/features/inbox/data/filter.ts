/** Which conversations a list shows; lives in the address. */
import type { Conversation } from '@/api/types';
import { fold } from '@/lib/fuzzy';

export const VIEWS = ['mine', 'unassigned', 'all'] as const;
export const STATES = ['open', 'resolved', 'any'] as const;
type View = (typeof VIEWS)[number];
type TicketFilter = (typeof STATES)[number];

export type InboxSearch = { view?: View; state?: TicketFilter; unread?: boolean; line?: string; q?: string };
export type ListFilter = { view: View; state: TicketFilter; unread: boolean; line: string; q: string };

const known = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find((word) => word === value);

/** Reads the address; whatever is not understood is left out. A number that is searched for comes as a number. */
export function readSearch(search: Record<string, unknown>): InboxSearch {
  const view = known(VIEWS, search.view);
  const state = known(STATES, search.state);
  const q = typeof search.q === 'string' || typeof search.q === 'number' ? String(search.q) : '';
  return {
    ...(view && { view }),
    ...(state && { state }),
    ...(search.unread === true && { unread: true }),
    ...(typeof search.line === 'string' && search.line !== '' && { line: search.line }),
    ...(q !== '' && { q }),
  };
}

export const filterOf = (search: InboxSearch): ListFilter => ({
  view: search.view ?? 'all',
  state: search.state ?? 'open',
  unread: search.unread ?? false,
  line: search.line ?? '',
  q: (search.q ?? '').trim(),
});

function inView(filter: ListFilter, ticket: Conversation['ticket'], memberId: string): boolean {
  if (filter.view === 'all') return true;
  const assignee = ticket?.assignee?.id ?? null;
  return filter.view === 'mine' ? assignee === memberId : assignee === null;
}

function found(q: string, contact: Conversation['contact']): boolean {
  if (q === '') return true;
  const digits = q.replace(/\D/g, '');
  const texts = [contact.name, contact.username ?? ''].map(fold);
  return (
    texts.some((text) => text.includes(fold(q))) || (digits !== '' && (contact.phone ?? '').includes(digits))
  );
}

/**
 * Whether a list shows a conversation. Reading is not leaving: a row that the unread filter shows stays
 * when it is opened, so `unread` is asked of newcomers only.
 */
export function shows(
  filter: ListFilter,
  conversation: Conversation,
  memberId: string,
  present: boolean,
): boolean {
  const { ticket } = conversation;
  const state = ticket?.state ?? 'resolved';
  if (filter.state !== 'any' && filter.state !== state) return false;
  if (filter.line !== '' && filter.line !== conversation.line.id) return false;
  if (filter.unread && !present && (conversation.unread ?? 0) === 0) return false;
  return inView(filter, ticket, memberId) && found(filter.q, conversation.contact);
}
