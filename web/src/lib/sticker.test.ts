import { expect, test } from 'vitest';
import { isAnimatedSticker, isAnimatedWebp, isPicture } from './sticker';

function webp(flags: number | null, bytes = 64): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(bytes);
  const put = (at: number, word: string) => file.set(new TextEncoder().encode(word), at);
  put(0, 'RIFF');
  put(8, 'WEBP');
  put(12, flags === null ? 'VP8 ' : 'VP8X');
  file[20] = flags ?? 0xff;
  return file;
}

test('only the extended header tells of an animation', () => {
  expect(isAnimatedWebp(webp(0x02))).toBe(true);
  expect(isAnimatedWebp(webp(0x12))).toBe(true);
  expect(isAnimatedWebp(webp(0x10))).toBe(false);
  expect(isAnimatedWebp(webp(null))).toBe(false);
  expect(isAnimatedWebp(new Uint8Array(4))).toBe(false);
});

test('whether it moves is read from the beginning of the file', async () => {
  expect(await isAnimatedSticker(new Blob([webp(0x02, 900_000)]))).toBe(true);
  expect(await isAnimatedSticker(new Blob([webp(null, 900_000)]))).toBe(false);
  expect(await isAnimatedSticker(new Blob([]))).toBe(false);
});

test('a sticker is made of a picture', () => {
  expect(isPicture({ type: 'image/webp' })).toBe(true);
  expect(isPicture({ type: 'image/png' })).toBe(true);
  expect(isPicture({ type: 'application/pdf' })).toBe(false);
  expect(isPicture({ type: '' })).toBe(false);
});
