import { expect, test } from 'vitest';
import { volumeOf } from './simulator-panel';

test('a volume is a whole percentage up to a hundred times as many', () => {
  expect(['1', ' 250 ', '10000'].map(volumeOf)).toEqual([1, 250, 10_000]);
  expect(['0', '10001', '', '12.5', '-5', '1e3', 'twice'].map(volumeOf)).toEqual(Array(7).fill(null));
});
