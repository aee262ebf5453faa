/** What happens to a draft while it is written and sent. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Conversation, MediaKind, Message } from '@/api/types';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { CAPTION_LIMIT, hasCaption } from '@/lib/file-limits';
import { useI18n } from '@/lib/i18n';
import { usePreferences } from '@/lib/preferences';
import { randomKey } from '@/lib/random-key';
import { attach, detachAll, setAside, useAttachments } from '../data/attachments';
import { changeDraft, dropDraft, setDraftAside, useDraft } from '../data/drafts';
import { enqueue, type Quote, type SpecialContent } from '../data/outbox';
import { isAfter, type Sorted } from '../data/reduce';
import { LIMIT } from '../data/text-limit';
import { composerId } from '../thread/use-conversation-commands';
import { useTypingSignals } from './use-typing-signals';

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
  const attachments = useAttachments(id);
  const text = draft.text.trim();
  const [only] = attachments;
  const captioned = attachments.length === 1 && only !== undefined && hasCaption(only.kind);
  // As Meta counts: an emoji beyond the first plane is one character.
  const length = [...text].length;
  const limit = captioned ? CAPTION_LIMIT : LIMIT;
  const [sendsSoon, setSendsSoon] = useState(false);
  const [later, setLater] = useState<string | null>(null);
  const sound = attachments.every((one) => one.problem === null);
  const uploading = attachments.some((one) => one.media === null);
  const sendable = (text !== '' || attachments.length > 0) && length <= limit && sound;

  const write = (value: string) => {
    const begins = draft.text === '' && value !== '';
    changeDraft(id, { text: value, ...(begins && { since: newest(messages) }) });
    signal(value !== '');
    setAnsweredBy(null);
    setSendsSoon(false);
  };

  /** What somebody else answered since this was begun. */
  const answer = () =>
    messages.findLast(
      (one) => one.direction === 'out' && one.author.member_id !== memberId && isAfter(one, draft.since),
    )?.author;

  const put = (body: string, replyTo: Quote | null, what?: SpecialContent, sendAt: string | null = null) =>
    enqueue({
      key: randomKey(),
      organization,
      conversation: id,
      body,
      what,
      previewUrl: draft.previewUrl,
      replyTo,
      sendAt,
      door: draft.door,
      writtenAt: Date.now(),
      after: newest(messages),
    });

  /** What was built in a dialog goes at once, and leaves the draft as it is. */
  const sendSpecial = (what: SpecialContent, body = '') => {
    put(body, draft.replyTo, what);
    changeDraft(id, { replyTo: null, door: null });
    onSent();
  };

  const addFiles = (files: File[], how: { spoken?: boolean; as?: MediaKind } = {}) => {
    if (files.length === 0) return;
    attach({ organization, conversation: id }, files, how);
    document.getElementById(composerId(id))?.focus();
  };

  /** Now, or not before a moment; one that waits for its upload or for a yes keeps its moment. */
  const send = (sure = false, at: string | null = null) => {
    if (!sendable) return;
    setLater(at);
    // Whoever presses Enter need not wait for the upload.
    setSendsSoon(uploading);
    if (uploading) return;
    const other = sure ? undefined : answer();
    if (other) {
      setAnsweredBy(other.name ?? t(`author.${other.kind}`));
      return;
    }
    const { replyTo } = draft;
    attachments.forEach((one, n) => {
      if (one.media)
        put(
          captioned ? text : one.caption.trim(),
          n === 0 ? replyTo : null,
          {
            type: one.kind,
            media: { ...one.media, voice: one.voice },
          },
          at,
        );
    });
    if (text !== '' && !captioned) put(text, attachments.length === 0 ? replyTo : null, undefined, at);
    detachAll(id);
    dropDraft(id);
    signal(false);
    setAnsweredBy(null);
    onSent();
  };

  const latestSend = useRef(send);
  latestSend.current = send;
  useEffect(() => {
    if (sendsSoon && sendable && !uploading) latestSend.current(false, later);
  }, [sendsSoon, sendable, uploading, later]);

  /** Text, quotation and files; the focus leaves the field, so that the key that undoes is not written into it. */
  const discard = () => {
    const field = document.getElementById(composerId(id));
    const restore = [setDraftAside(id), setAside({ organization, conversation: id })];
    field?.blur();
    signal(false);
    setAnsweredBy(null);
    setSendsSoon(false);
    const undo = () => {
      for (const back of restore) back();
      document.getElementById(composerId(id))?.focus();
    };
    toast(t('composer.discarded'), { undo });
  };

  const unquote = () => changeDraft(id, { replyTo: null });

  return {
    draft,
    attachments,
    captioned,
    length,
    limit,
    sendable,
    sendsSoon: sendsSoon && uploading,
    sendSpecial,
    addFiles,
    answeredBy,
    write,
    send,
    discard: draft.text !== '' || draft.replyTo !== null || attachments.length > 0 ? discard : null,
    unquote,
    lookFirst: () => setAnsweredBy(null),
    sendAnyway: () => send(true, later),
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
