/** Which conversations a list shows; lives in the address. */
import * as v from 'valibot';
import type { Conversation } from '@/api/types';
import { fold } from '@/lib/fuzzy';

export const VIEWS = ['mine', 'unassigned', 'all'] as const;
export const STATES = ['open', 'resolved', 'any'] as const;
export type View = (typeof VIEWS)[number];
export type TicketFilter = (typeof STATES)[number];

export type InboxSearch = { view?: View; state?: TicketFilter; unread?: boolean; line?: string; q?: string };
export type ListFilter = { view: View; state: TicketFilter; unread: boolean; line: string; q: string };

const searchSchema = v.object({
  view: v.fallback(v.optional(v.picklist(VIEWS)), undefined),
  state: v.fallback(v.optional(v.picklist(STATES)), undefined),
  unread: v.fallback(v.optional(v.boolean()), undefined),
  line: v.fallback(v.optional(v.string()), undefined),
  q: v.fallback(v.optional(v.pipe(v.unknown(), v.transform(String))), undefined),
});

/** Reads the address; whatever is not understood is left out. */
export function readSearch(search: Record<string, unknown>): InboxSearch {
  const read = v.parse(searchSchema, search);
  return {
    ...(read.view && { view: read.view }),
    ...(read.state && { state: read.state }),
    ...(read.unread && { unread: true }),
    ...(read.line && { line: read.line }),
    ...(search.q !== undefined && read.q && { q: read.q }),
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
