/** What was begun and not sent, by conversation; survives a reload. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { DoorKind } from '@/api/prices';
import type { Quote } from './outbox';
import type { Sorted } from './reduce';

export type Draft = {
  text: string;
  replyTo: Quote | null;
  previewUrl: boolean;
  /** The newest message when writing began, to notice that somebody answered meanwhile. */
  since: Sorted | null;
  /** Chosen for this message alone. */
  door?: DoorKind | null;
};

const EMPTY: Draft = { text: '', replyTo: null, previewUrl: true, since: null };

type Drafts = { drafts: Record<string, Draft> };

const useDrafts = create<Drafts>()(persist((): Drafts => ({ drafts: {} }), { name: 'aldaba.drafts' }));

export const useDraft = (conversation: string): Draft =>
  useDrafts((state) => state.drafts[conversation] ?? EMPTY);

export const useDraftText = (conversation: string): string =>
  useDrafts((state) => state.drafts[conversation]?.text.trim() ?? '');

export function changeDraft(conversation: string, part: Partial<Draft>): void {
  useDrafts.setState(({ drafts }) => {
    const draft = { ...(drafts[conversation] ?? EMPTY), ...part };
    const { [conversation]: _old, ...others } = drafts;
    const empty = draft.text === '' && draft.replyTo === null && draft.previewUrl && !draft.door;
    return { drafts: empty ? others : { ...others, [conversation]: draft } };
  });
}

export function dropDraft(conversation: string): void {
  useDrafts.setState(({ drafts }) => {
    const { [conversation]: _sent, ...others } = drafts;
    return { drafts: others };
  });
}

/** What is there already stays below what comes back. */
function putBack(conversation: string, draft: Partial<Draft> & { text: string }): void {
  const since = useDrafts.getState().drafts[conversation]?.text ?? '';
  changeDraft(conversation, { ...draft, text: [draft.text, since].filter(Boolean).join('\n') });
}

/** Words that will not go out are written once more. */
export function bringBack(conversation: string, text: string, replyTo: Quote | null): void {
  putBack(conversation, { text, ...(replyTo && { replyTo }) });
}

/** Drops a draft; what it gives puts it back. */
export function setDraftAside(conversation: string): () => void {
  const draft = useDrafts.getState().drafts[conversation];
  dropDraft(conversation);
  return () => {
    if (draft) putBack(conversation, draft);
  };
}

/** Another tab wrote: show its draft here too. */
export function shareDrafts(): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === 'aldaba.drafts') void useDrafts.persist.rehydrate();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}
