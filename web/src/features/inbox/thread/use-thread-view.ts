/** A thread on screen: its items, where it stands, and the ways to another place in it. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Conversation, Message } from '@/api/types';
import { useOrganization } from '@/lib/current-organization';
import { useOutbox } from '../data/outbox';
import { firstUnread, threadItems } from './items';
import type { MessageListHandle } from './message-list';
import { useThread } from './use-thread';

const MARKED_MS = 1_800;

export function useThreadView(conversation: Conversation, linked: string | null) {
  const { id } = conversation;
  const { memberId, me } = useOrganization();
  const { query, place, extend, goTo } = useThread(id);
  const entries = useOutbox((state) => state.entries);
  const keys = useOutbox((state) => state.keys);
  const list = useRef<MessageListHandle>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [marked, setMarked] = useState<string | null>(null);
  const messages = query.data?.messages;

  const items = useMemo(() => {
    const mine = entries.filter((entry) => entry.conversation === id);
    return threadItems(messages ?? [], mine, keys, { memberId, name: me.user.name });
  }, [messages, entries, keys, id, memberId, me.user.name]);

  const unreadFrom = useUnreadLine(conversation, messages);
  const unseen = useUnseen(messages, atEnd);

  const jumpTo = useCallback(
    async (target: string) => {
      setMarked(target);
      setTimeout(() => setMarked(null), MARKED_MS);
      if (!list.current?.toMessage(target)) await goTo({ around: target }).catch(() => undefined);
    },
    [goTo],
  );

  const ready = messages !== undefined;
  useEffect(() => {
    if (linked && ready) void jumpTo(linked);
  }, [linked, ready, jumpTo]);

  const toEnd = () => {
    if (query.data?.after_cursor) void goTo({ newest: true });
    else list.current?.toEnd();
  };

  return {
    query,
    messages,
    items,
    list,
    atEnd,
    setAtEnd,
    marked,
    unreadFrom,
    unseen,
    /** The list is made anew for another place of the thread. */
    generation: place.generation,
    openAt: place.generation > 0 ? place.target : (linked ?? unreadFrom),
    extend,
    goTo,
    jumpTo,
    toEnd,
  };
}

export type ThreadView = ReturnType<typeof useThreadView>;

/** Stays where it was on opening until the conversation is left. */
function useUnreadLine(conversation: Conversation, messages: Message[] | undefined): string | null {
  const unread = useRef(conversation.unread ?? 0);
  const line = useRef<string | null | undefined>(undefined);
  if (line.current === undefined && messages) line.current = firstUnread(messages, unread.current);
  return line.current ?? null;
}

/** How many customer messages arrived below while reading further up. */
function useUnseen(messages: Message[] | undefined, atEnd: boolean): number {
  const seen = useRef<string | undefined>(undefined);
  const newest = messages?.at(-1)?.id;
  if (atEnd || seen.current === undefined) seen.current = newest;
  if (!messages || atEnd) return 0;
  const last = messages.findLastIndex((message) => message.id === seen.current);
  return messages.slice(last + 1).filter((message) => message.direction === 'in').length;
}
