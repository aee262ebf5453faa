/** The one place where pushed events meet the query cache. */
import type { QueryClient } from '@tanstack/react-query';
import { deadLettersAgain, letterMoved } from '@/api/dead-letters';
import { contactQuery, linesQuery, membersQuery } from '@/api/directory';
import { quotesAgain } from '@/api/prices';
import { templatesAgain } from '@/api/templates';
import type { ServerEvent } from '@/api/types';
import {
  changeThread,
  countAgain,
  findConversation,
  type Place,
  putConversation,
  putReadCount,
  putThreadMessage,
} from '@/features/inbox/data/cache';
import { dropMessage } from '@/features/inbox/data/reduce';

export function applyEvent(cache: QueryClient, place: Place, event: ServerEvent): void {
  const { organization, memberId } = place;
  switch (event.type) {
    case 'message.received':
    case 'message.accepted':
      putThreadMessage(cache, organization, event.message, event.seq);
      putConversation(cache, place, event.conversation);
      countAgain(cache, organization);
      quotesAgain(cache, organization, event.conversation.id);
      return;
    case 'message.updated':
      putThreadMessage(cache, organization, event.message, event.seq);
      putConversation(cache, place, event.conversation);
      quotesAgain(cache, organization, event.conversation.id);
      letterMoved(cache, organization, event.message);
      return;
    case 'message.discarded':
      changeThread(cache, organization, event.conversation.id, (thread) =>
        dropMessage(thread, event.message_id),
      );
      putConversation(cache, place, event.conversation);
      deadLettersAgain(cache, organization);
      return;
    case 'conversation.updated':
    case 'ticket.opened':
    case 'ticket.assigned':
    case 'ticket.resolved':
    case 'ticket.reopened':
      putConversation(cache, place, event.conversation);
      countAgain(cache, organization);
      quotesAgain(cache, organization, event.conversation.id);
      return;
    case 'conversation.read':
      if (event.member_id !== memberId) return;
      putReadCount(cache, place, event.conversation_id, event.read_count);
      countAgain(cache, organization);
      return;
    case 'contact.updated':
      renameContact(cache, place, event.contact);
      return;
    case 'line.updated':
      void cache.invalidateQueries({ queryKey: linesQuery(organization).queryKey });
      quotesAgain(cache, organization);
      return;
    case 'member.updated':
      void cache.invalidateQueries({ queryKey: membersQuery(organization).queryKey });
      if (event.member_id === memberId) void cache.invalidateQueries({ queryKey: ['session'] });
      return;
    case 'template.updated':
      templatesAgain(cache, organization);
      quotesAgain(cache, organization);
      return;
    case 'gone':
      // What the event was about no longer exists; the event that removed it follows.
      return;
    default:
      // A new event of the contract does not compile until it is handled; one of a newer server is ignored.
      event satisfies never;
  }
}

type ContactEvent = Extract<ServerEvent, { type: 'contact.updated' }>;

function renameContact(cache: QueryClient, place: Place, contact: ContactEvent['contact']): void {
  const { organization } = place;
  cache.setQueryData(contactQuery(organization, contact.id).queryKey, (old) =>
    old ? { ...contact, conversations: old.conversations } : old,
  );
  void cache.invalidateQueries({ queryKey: ['organization', organization, 'contacts'] });
  for (const id of contactConversations(cache, organization, contact.id)) {
    const conversation = findConversation(cache, organization, id);
    if (!conversation) continue;
    const { name, phone, username, blocked_at } = contact;
    const shown = { id: contact.id, name, phone, username, blocked_at };
    putConversation(cache, place, { ...conversation, contact: shown });
  }
}

/** The conversations of a contact that this tab has loaded. */
function contactConversations(cache: QueryClient, organization: string, contact: string): Set<string> {
  const found = new Set<string>();
  const see = (value: unknown) => {
    if (isConversation(value) && value.contact.id === contact) found.add(value.id);
  };
  for (const [, data] of cache.getQueriesData<unknown>({
    queryKey: ['organization', organization, 'conversation'],
  }))
    see(data);
  const lists = cache.getQueriesData<{ pages: { data: unknown[] }[] }>({
    queryKey: ['organization', organization, 'conversations'],
  });
  for (const [, list] of lists) for (const page of list?.pages ?? []) page.data.forEach(see);
  return found;
}

const isConversation = (value: unknown): value is { id: string; contact: { id: string } } =>
  typeof value === 'object' && value !== null && 'contact' in value && 'id' in value;
