import { expect, test } from 'vitest';
import { isTooLarge, kindOfFile } from './file-limits';

const MB = 1_048_576;

test.each([
  ['image/jpeg', 1, 'image'],
  ['image/bmp', 8 * MB, 'image'],
  ['image/bmp', 40 * MB, 'document'],
  ['image/webp', 90_000, 'sticker'],
  ['image/webp', 2 * MB, 'image'],
  ['image/gif', 1, 'document'],
  ['image/heic', 1, 'document'],
  ['audio/mp4; codecs=mp4a.40.2', 1, 'audio'],
  ['video/webm', 1, 'document'],
] as const)('%s of %i bytes goes out as %s', (type, size, kind) => {
  expect(kindOfFile({ type, size })).toBe(kind);
});

test('a picture that is made smaller on its way may be larger before', () => {
  expect(isTooLarge({ type: 'image/bmp', size: 8 * MB }, 'image')).toBe(false);
  expect(isTooLarge({ type: 'image/png', size: 8 * MB }, 'image')).toBe(true);
  expect(isTooLarge({ type: 'image/png', size: 5 * MB }, 'image')).toBe(false);
});
