/** Files that wait beside a draft: checked at once, uploaded while the caption is written. */
import { create } from 'zustand';
import type { Media, MediaKind } from '@/api/types';
import { uploadFile } from '@/api/upload';
import { isTooLarge, kindOfFile, mostBytes } from '@/lib/file-limits';
import { randomKey } from '@/lib/random-key';
import { isVoiceNote } from '@/lib/recordings';
import { isAnimatedSticker, isPicture } from '@/lib/sticker';

export type Attachment = {
  key: string;
  file: File;
  kind: MediaKind;
  /** It was recorded here. */
  spoken: boolean;
  /** It goes out as a voice note. */
  voice: boolean;
  caption: string;
  /** A local address for looking at it, or null where there is nothing to see. */
  preview: string | null;
  progress: number;
  media: Media | null;
  /** The words are known before the upload; anything else is what the server said. */
  problem: 'too_large' | 'no_sticker' | { error: unknown } | null;
};

type State = { lists: Record<string, Attachment[]> };

const useStore = create<State>()(() => ({ lists: {} }));
const NONE: Attachment[] = [];
const running = new Map<string, AbortController>();

export const useAttachments = (conversation: string): Attachment[] =>
  useStore((state) => state.lists[conversation] ?? NONE);

export const attachmentsOf = (conversation: string): Attachment[] =>
  useStore.getState().lists[conversation] ?? NONE;

function setList(conversation: string, change: (list: Attachment[]) => Attachment[]): void {
  useStore.setState(({ lists }) => ({
    lists: { ...lists, [conversation]: change(lists[conversation] ?? NONE) },
  }));
}

export function changeAttachment(conversation: string, key: string, part: Partial<Attachment>): void {
  setList(conversation, (list) => list.map((one) => (one.key === key ? { ...one, ...part } : one)));
}

type Place = { organization: string; conversation: string };
type How = { spoken?: boolean; as?: MediaKind };

const SEEN: MediaKind[] = ['image', 'video', 'sticker', 'audio'];

export function attach(place: Place, files: Iterable<File>, { spoken = false, as }: How = {}): void {
  const added = [...files].map((file): Attachment => {
    const kind = as ?? (spoken ? 'audio' : kindOfFile(file));
    return {
      key: randomKey(),
      file,
      kind,
      spoken,
      voice: spoken && isVoiceNote(file),
      caption: '',
      preview: SEEN.includes(kind) ? URL.createObjectURL(file) : null,
      progress: 0,
      media: null,
      problem: problemOf(file, kind),
    };
  });
  setList(place.conversation, (list) => [...list, ...added]);
  for (const one of added) if (one.problem === null) void begin(place, one);
}

function problemOf(file: File, kind: MediaKind): Attachment['problem'] {
  if (kind === 'sticker' && !isPicture(file)) return 'no_sticker';
  return isTooLarge(file, kind) ? 'too_large' : null;
}

async function begin(place: Place, one: Attachment): Promise<void> {
  // What stands still is made smaller by the server.
  if (one.kind === 'sticker' && one.file.size > mostBytes('sticker') && (await isAnimatedSticker(one.file)))
    changeAttachment(place.conversation, one.key, { problem: 'too_large' });
  else await upload(place, one);
}

async function upload({ organization, conversation }: Place, { key, file, kind, voice }: Attachment) {
  const stop = new AbortController();
  running.set(key, stop);
  const onProgress = (progress: number) => changeAttachment(conversation, key, { progress });
  try {
    const media = await uploadFile(organization, file, { kind, voice, onProgress, signal: stop.signal });
    changeAttachment(conversation, key, { media, progress: 1 });
  } catch (error) {
    changeAttachment(conversation, key, { problem: { error } });
  } finally {
    running.delete(key);
  }
}

export function uploadAgain(place: Place, one: Attachment): void {
  changeAttachment(place.conversation, one.key, { problem: null, progress: 0 });
  void upload(place, one);
}

/** What WhatsApp does not take as a photo may go as a document. */
export function asDocument(place: Place, one: Attachment): void {
  const part = { kind: 'document', voice: false, problem: null, progress: 0 } as const;
  changeAttachment(place.conversation, one.key, part);
  void upload(place, { ...one, ...part });
}

function forget(one: Attachment): void {
  running.get(one.key)?.abort();
  if (one.preview) URL.revokeObjectURL(one.preview);
}

export function detach(conversation: string, key: string): void {
  for (const one of attachmentsOf(conversation)) if (one.key === key) forget(one);
  setList(conversation, (list) => list.filter((one) => one.key !== key));
}

/** Takes them all away; what it gives puts them back, uploading what was not finished. */
export function setAside(place: Place): () => void {
  const { conversation } = place;
  const taken = attachmentsOf(conversation);
  detachAll(conversation);
  return () => {
    const back = taken.map((one) => ({ ...one, preview: one.preview && URL.createObjectURL(one.file) }));
    setList(conversation, (list) => [...back, ...list]);
    for (const one of back) if (one.media === null && one.problem === null) void begin(place, one);
  };
}

/** They were sent: the server has them. */
export function detachAll(conversation: string): void {
  attachmentsOf(conversation).forEach(forget);
  setList(conversation, () => NONE);
}
