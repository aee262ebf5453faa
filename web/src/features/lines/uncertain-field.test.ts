import { expect, test } from 'vitest';
import { minutesOf } from './uncertain-field';

test('only whole minutes from five to a day are taken', () => {
  expect(['5', ' 15 ', '1440'].map(minutesOf)).toEqual([5, 15, 1440]);
  expect(['4', '1441', '', '15.5', '-15', 'soon', '1e2'].map(minutesOf)).toEqual(Array(7).fill(null));
});
