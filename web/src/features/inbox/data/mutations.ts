/** What an agent does to conversations, shown at once and taken back when the server refuses. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, settle, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import type { Conversation, Member, Message } from '@/api/types';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { randomKey } from '@/lib/random-key';
import {
  changeThread,
  countAgain,
  findConversation,
  type Place,
  putConversation,
  putReadCount,
} from './cache';
import { dropMessage, putMessage } from './reduce';
import { postMessage } from './send-message';

type Act = (conversation: Conversation) => Promise<void>;

export type InboxActions = {
  assign: (conversation: Conversation, member: Pick<Member, 'id' | 'name'> | null) => Promise<void>;
  resolve: Act;
  reopen: Act;
  markUnread: Act;
  markRead: Act;
  retry: (conversation: string, message: string, confirm: boolean) => Promise<void>;
  /** Whether it was put away. */
  discard: (conversation: string, message: string) => Promise<boolean>;
  /** Changes one that has not left yet; throws what stands against it. */
  edit: (conversation: string, message: string, change: MessageChange) => Promise<void>;
  /** Leaves an uncertain one as it is. */
  leave: (conversation: string, message: string) => Promise<void>;
  open: (line: string, who: { phone: string } | { contact_id: string }) => Promise<Conversation>;
  /** An empty emoji takes the reaction back. */
  react: (message: Message, emoji: string) => Promise<void>;
};

export type MessageChange = components['schemas']['EditMessage'];

type Context = { cache: QueryClient; place: Place; fail: (error: unknown) => void };

/** Shows a change now, asks the server, and puts things back when it says no. */
async function optimistic(
  { cache, place, fail }: Context,
  conversation: Conversation,
  change: Partial<Conversation>,
  request: () => Promise<Conversation>,
): Promise<void> {
  const before = findConversation(cache, place.organization, conversation.id) ?? conversation;
  putConversation(cache, place, { ...before, ...change });
  try {
    const answer = await request();
    putConversation(cache, place, { ...answer, read_count: answer.read_count ?? before.read_count });
  } catch (error) {
    putConversation(cache, place, before);
    fail(error);
  }
  countAgain(cache, place.organization);
}

const path = (place: Place) => ({ organization: place.organization });

function ticketActions(context: Context): Pick<InboxActions, 'assign' | 'resolve' | 'reopen'> {
  const { place } = context;
  return {
    async assign(conversation, member) {
      const { ticket } = conversation;
      if (!ticket) return;
      const assignee = member && { id: member.id, name: member.name };
      await optimistic(context, conversation, { ticket: { ...ticket, assignee } }, () =>
        unwrap(
          api.PUT('/api/v1/organizations/{organization}/tickets/{ticket}/assignee', {
            params: { path: { ...path(place), ticket: ticket.id } },
            body: { member_id: member?.id ?? null },
          }),
        ),
      );
    },
    async resolve(conversation) {
      const { ticket } = conversation;
      if (!ticket) return;
      const resolved = { ...ticket, state: 'resolved' as const, resolved_at: new Date().toISOString() };
      await optimistic(context, conversation, { ticket: resolved }, () =>
        unwrap(
          api.POST('/api/v1/organizations/{organization}/tickets/{ticket}/resolve', {
            params: { path: { ...path(place), ticket: ticket.id } },
          }),
        ),
      );
    },
    async reopen(conversation) {
      const { ticket } = conversation;
      if (!ticket) return;
      const open = { ...ticket, state: 'open' as const, resolved_at: null };
      await optimistic(context, conversation, { ticket: open }, () =>
        unwrap(
          api.POST('/api/v1/organizations/{organization}/tickets/{ticket}/reopen', {
            params: { path: { ...path(place), ticket: ticket.id } },
          }),
        ),
      );
    },
  };
}

function readActions({ cache, place, fail }: Context): Pick<InboxActions, 'markRead' | 'markUnread'> {
  const { organization } = place;
  return {
    async markRead({ id, inbound_count }) {
      putReadCount(cache, place, id, inbound_count);
      try {
        const read = await unwrap(
          api.POST('/api/v1/organizations/{organization}/conversations/{conversation}/read', {
            params: { path: { organization, conversation: id } },
            body: { inbound_count },
          }),
        );
        putReadCount(cache, place, id, read.read_count);
        countAgain(cache, organization);
      } catch {
        // Reading is said again with the next message or on the next visit; a notice would only disturb.
      }
    },
    async markUnread({ id }) {
      try {
        const read = await unwrap(
          api.POST('/api/v1/organizations/{organization}/conversations/{conversation}/unread', {
            params: { path: { organization, conversation: id } },
          }),
        );
        putReadCount(cache, place, id, read.read_count);
        countAgain(cache, organization);
      } catch (error) {
        fail(error);
      }
    },
  };
}

function messageActions({
  cache,
  place,
  fail,
}: Context): Pick<InboxActions, 'retry' | 'discard' | 'edit' | 'leave' | 'open' | 'react'> {
  const { organization } = place;
  return {
    async retry(conversation, message, confirm) {
      try {
        const answer = await unwrap(
          api.POST('/api/v1/organizations/{organization}/messages/{message}/retry', {
            params: { path: { organization, message } },
            body: { confirm },
          }),
        );
        changeThread(cache, organization, conversation, (thread) => putMessage(thread, answer));
      } catch (error) {
        fail(error);
      }
    },
    async discard(conversation, message) {
      try {
        await settle(
          api.DELETE('/api/v1/organizations/{organization}/messages/{message}', {
            params: { path: { organization, message } },
          }),
        );
        changeThread(cache, organization, conversation, (thread) => dropMessage(thread, message));
        return true;
      } catch (error) {
        fail(error);
        return false;
      }
    },
    async edit(conversation, message, body) {
      const answer = await unwrap(
        api.PATCH('/api/v1/organizations/{organization}/messages/{message}', {
          params: { path: { organization, message } },
          body,
        }),
      );
      changeThread(cache, organization, conversation, (thread) => putMessage(thread, answer));
    },
    async leave(conversation, message) {
      try {
        const answer = await unwrap(
          api.POST('/api/v1/organizations/{organization}/messages/{message}/leave', {
            params: { path: { organization, message } },
          }),
        );
        changeThread(cache, organization, conversation, (thread) => putMessage(thread, answer));
      } catch (error) {
        fail(error);
      }
    },
    async react({ id, conversation_id }, emoji) {
      try {
        const answer = await postMessage(organization, conversation_id, randomKey(), {
          type: 'reaction',
          reaction: { message_id: id, emoji },
        });
        changeThread(cache, organization, conversation_id, (thread) => putMessage(thread, answer));
      } catch (error) {
        fail(error);
      }
    },
    async open(line_id, who) {
      const conversation = await unwrap(
        api.POST('/api/v1/organizations/{organization}/conversations', {
          params: { path: { organization } },
          body: { line_id, ...who },
        }),
      );
      putConversation(cache, place, conversation);
      return conversation;
    },
  };
}

export function useInboxActions(): InboxActions {
  const cache = useQueryClient();
  const { id, memberId } = useOrganization();
  const { texts } = useI18n();
  return useMemo(() => {
    const context: Context = {
      cache,
      place: { organization: id, memberId },
      fail: (error) => toast(problemText(texts, error), { tone: 'bad' }),
    };
    return { ...ticketActions(context), ...readActions(context), ...messageActions(context) };
  }, [cache, id, memberId, texts]);
}
