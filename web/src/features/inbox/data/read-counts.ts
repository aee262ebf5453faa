/**
 * How far this member has read each conversation. Live frames are the same for the whole team and leave it
 * out, so it is remembered from what was fetched and from this member's own readings.
 */
import type { Conversation } from '@/api/types';

const known = new Map<string, number>();

export const forgetReadCounts = (): void => known.clear();

export const knowsReadCount = (id: string): boolean => known.has(id);

export function noteRead(id: string, readCount: number): void {
  known.set(id, readCount);
}

export function noteFetched(conversations: Conversation[]): void {
  for (const { id, read_count } of conversations) if (read_count !== null) known.set(id, read_count);
}

const unreadOf = (conversation: Conversation, readCount: number): number =>
  Math.max(0, conversation.inbound_count - Math.max(conversation.handled_count, readCount));

/** The conversation as this member sees it. What is not known yet counts as read up to what the team handled. */
export function asSeen(conversation: Conversation): Conversation {
  const readCount = conversation.read_count ?? known.get(conversation.id) ?? conversation.handled_count;
  return { ...conversation, read_count: readCount, unread: unreadOf(conversation, readCount) };
}
