/** What WhatsApp takes of each kind of file, known before a byte is uploaded. */
import type { MediaKind } from '@/api/types';

const MEGABYTE = 1_048_576;
const STICKER_BYTES = 500 * 1_024;
/** The server opens larger pictures no more. */
const CONVERTED_BYTES = 32 * MEGABYTE;
/** WhatsApp takes none of these as a picture: the server makes a JPEG or PNG of them. */
const CONVERTED = /^image\/(webp|bmp|x-ms-bmp)$/;

const MOST: Record<MediaKind, number> = {
  image: 5 * MEGABYTE,
  video: 16 * MEGABYTE,
  audio: 16 * MEGABYTE,
  document: 100 * MEGABYTE,
  sticker: STICKER_BYTES,
};

const KINDS: [MediaKind, RegExp][] = [
  ['image', /^image\/(jpeg|png)$/],
  ['video', /^video\/(mp4|3gpp)$/],
  ['audio', /^audio\/(aac|amr|mpeg|mp4|ogg|x-m4a|m4a)$/],
];

type Look = Pick<File, 'type' | 'size'>;

const plainType = ({ type }: Look): string => type.split(';')[0]?.trim().toLowerCase() ?? '';

/** What a file goes out as; whatever WhatsApp does not show goes as a document. */
export function kindOfFile(file: Look): MediaKind {
  const plain = plainType(file);
  if (plain === 'image/webp' && file.size <= STICKER_BYTES) return 'sticker';
  if (CONVERTED.test(plain) && file.size <= CONVERTED_BYTES) return 'image';
  return KINDS.find(([, takes]) => takes.test(plain))?.[0] ?? 'document';
}

export const mostBytes = (kind: MediaKind): number => MOST[kind];

/** What becomes smaller on its way may be larger: a picture in another form, and what a sticker is made of. */
export function isTooLarge(file: Look, kind: MediaKind): boolean {
  const converted = kind === 'sticker' || (kind === 'image' && CONVERTED.test(plainType(file)));
  return file.size > (converted ? CONVERTED_BYTES : MOST[kind]);
}

export const hasCaption = (kind: MediaKind): boolean =>
  kind === 'image' || kind === 'video' || kind === 'document';

export const CAPTION_LIMIT = 1_024;
