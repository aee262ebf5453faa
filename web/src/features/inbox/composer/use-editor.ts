/** What happens to a draft while it is written and sent. */
import { type KeyboardEvent, useState } from 'react';
import type { Conversation, Message } from '@/api/types';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { usePreferences } from '@/lib/preferences';
import { randomKey } from '@/lib/random-key';
import { changeDraft, dropDraft, useDraft } from '../data/drafts';
import { enqueue } from '../data/outbox';
import { isAfter, type Sorted } from '../data/reduce';
import { useTypingSignals } from './use-typing-signals';

export const LIMIT = 4_096;

const newest = (messages: Message[]): Sorted | null => {
  const last = messages.at(-1);
  return last ? { sort_at: last.sort_at, id: last.id } : null;
};

export function useEditor(conversation: Conversation, messages: Message[], onSent: () => void) {
  const { id } = conversation;
  const { t } = useI18n();
  const { id: organization, memberId } = useOrganization();
  const draft = useDraft(id);
  const signal = useTypingSignals(id);
  const [answeredBy, setAnsweredBy] = useState<string | null>(null);
  const text = draft.text.trim();
  const sendable = text !== '' && text.length <= LIMIT;

  const write = (value: string) => {
    const begins = draft.text === '' && value !== '';
    changeDraft(id, { text: value, ...(begins && { since: newest(messages) }) });
    signal(value !== '');
    setAnsweredBy(null);
  };

  /** What somebody else answered since this was begun. */
  const answer = () =>
    messages.findLast(
      (one) => one.direction === 'out' && one.author.member_id !== memberId && isAfter(one, draft.since),
    )?.author;

  const send = (sure = false) => {
    if (!sendable) return;
    const other = sure ? undefined : answer();
    if (other) {
      setAnsweredBy(other.name ?? t(`author.${other.kind}`));
      return;
    }
    enqueue({
      key: randomKey(),
      organization,
      conversation: id,
      body: text,
      previewUrl: draft.previewUrl,
      replyTo: draft.replyTo,
      writtenAt: Date.now(),
      after: newest(messages),
    });
    dropDraft(id);
    signal(false);
    setAnsweredBy(null);
    onSent();
  };

  const unquote = () => changeDraft(id, { replyTo: null });

  return {
    draft,
    length: text.length,
    sendable,
    answeredBy,
    write,
    send,
    unquote,
    lookFirst: () => setAnsweredBy(null),
    stopTyping: () => signal(false),
  };
}

export type Editor = ReturnType<typeof useEditor>;

/** Enter sends where that is wanted; on a touch keyboard it always breaks the line. */
export function useEditorKeys({ draft, send, unquote }: Editor) {
  const enterSends = usePreferences((state) => state.enterSends);
  return (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (draft.replyTo) unquote();
      else event.currentTarget.blur();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    const touch = matchMedia('(pointer: coarse)').matches;
    if (event.metaKey || event.ctrlKey || (enterSends && !touch)) {
      event.preventDefault();
      send();
    }
  };
}
