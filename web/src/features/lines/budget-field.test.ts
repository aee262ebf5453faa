import { expect, test } from 'vitest';
import { percentOf } from './budget-field';

test('a warning is at a whole percentage from one to a hundred', () => {
  expect(['1', ' 80 ', '100'].map(percentOf)).toEqual([1, 80, 100]);
  expect(['0', '101', '', '50.5', '-5', '1e2', 'half'].map(percentOf)).toEqual(Array(7).fill(null));
});
