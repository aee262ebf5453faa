// What the runners print today, and what is made of it.
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { count } from './counts.mjs';

test('a check counts as one', () => {
  deepEqual(count('check', 0, ''), { passed: 1, failed: 0 });
  deepEqual(count('check', 1, ''), { passed: 0, failed: 1 });
});

test('nextest: what did not pass failed, whatever it is called', () => {
  const whole = '     Summary [   0.113s] 27 tests run: 27 passed, 0 skipped\n';
  deepEqual(count('nextest', 0, whole), { passed: 27, failed: 0 });
  const slow = '\u001b[32m     Summary\u001b[0m [  60.1s] 9/12 tests run: 8 passed (1 slow), 1 timed out, 30 skipped\n';
  deepEqual(count('nextest', 100, slow), { passed: 8, failed: 4 });
});

test('vitest: a skipped test did not pass', () => {
  const output = ' Test Files  2 passed (2)\n      Tests  1 failed | 4 passed | 1 skipped (6)\n';
  deepEqual(count('vitest', 1, output), { passed: 4, failed: 2 });
});

test('the browser tests may be of Playwright or of node', () => {
  deepEqual(count('browser', 1, '  1 flaky\n  2 skipped\n  7 passed (12.3s)\n'), { passed: 8, failed: 2 });
  deepEqual(count('browser', 0, '# tests 7\n# pass 7\n# fail 0\n# skipped 0\n'), { passed: 7, failed: 0 });
});

test('a suite that broke or ran nothing has failed', () => {
  deepEqual(count('nextest', 101, 'error: could not compile'), { passed: 0, failed: 1 });
  deepEqual(count('vitest', 0, 'No test files found'), { passed: 0, failed: 1 });
});
