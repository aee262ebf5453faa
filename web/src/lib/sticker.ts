/** What a sticker is made of, and whether it moves, as the file itself tells. */

const PICTURES = /^image\/(webp|png|jpeg|bmp|x-ms-bmp)$/;
const HEAD_BYTES = 21;
const ANIMATION_FLAG = 0x02;

/** The server makes a sticker of any of these. */
export const isPicture = ({ type }: Pick<File, 'type'>): boolean => PICTURES.test(type);

/** By the flag in the extended header of a WebP file. */
export function isAnimatedWebp(head: Uint8Array): boolean {
  const word = (at: number) => String.fromCharCode(...head.subarray(at, at + 4));
  if (head.length < HEAD_BYTES || word(0) !== 'RIFF' || word(8) !== 'WEBP' || word(12) !== 'VP8X')
    return false;
  return ((head[20] ?? 0) & ANIMATION_FLAG) !== 0;
}

/** Whether it moves stands in its beginning. */
export async function isAnimatedSticker(file: Blob): Promise<boolean> {
  return isAnimatedWebp(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
}
