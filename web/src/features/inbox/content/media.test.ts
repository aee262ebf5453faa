import { expect, test } from 'vitest';
import { pictureBox } from './media';

test('a picture has its room before it comes', () => {
  expect(pictureBox({ width: 1_600, height: 1_200 })).toEqual({ width: 330, ratio: 4 / 3 });
  expect(pictureBox({ width: 900, height: 1_600 }).width).toBeLessThan(200);
  expect(pictureBox({ width: null, height: null })).toEqual({ width: 330, ratio: 4 / 3 });
});
