import { expect, test } from 'vitest';
import { clockOf, fileSize, fileType } from './files';

test('sizes, durations and kinds of files are said in short', () => {
  expect(fileSize(184_320, 'en')).toBe('184 kB');
  expect(fileSize(1_400_000, 'es')).toBe('1,4 MB');
  expect(fileType({ filename: 'Cotización 4821.pdf', mime_type: null })).toBe('PDF');
  expect(fileType({ filename: null, mime_type: 'text/plain; charset=utf-8' })).toBe('PLAIN');
  expect(clockOf(41_200)).toBe('0:41');
  expect(clockOf(3_729_000)).toBe('1:02:09');
});
