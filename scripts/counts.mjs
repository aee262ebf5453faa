// Reads what a test runner printed and answers how many passed and how many did not.
import { readFileSync } from 'node:fs';
import { argv, stdin } from 'node:process';
import { pathToFileURL } from 'node:url';

// Whatever ran and did not pass counts as failed: skipped, timed out, not run. A browser test that
// passed when it was run once more counts as passed, and stands in the output as flaky.
const readers = {
  check: () => ({ passed: 0, failed: 0 }),

  // "Summary [ 1.2s] 9/12 tests run: 8 passed (1 slow), 1 failed, 3 skipped"; here skipped
  // means left out by the filter that we gave ourselves.
  nextest(text) {
    const run = text.match(/Summary \[.*?\] (?:\d+\/)?(\d+) tests? run: (\d+) passed/);
    return run ? { passed: +run[2], failed: run[1] - run[2] } : { passed: 0, failed: 0 };
  },

  // "Tests  1 failed | 4 passed | 1 skipped (6)"
  vitest(text) {
    const line = text.match(/^\s*Tests\s.*\((\d+)\)$/m);
    const passed = +(line?.[0].match(/(\d+) passed/)?.[1] ?? 0);
    return { passed, failed: line ? line[1] - passed : 0 };
  },

  // "# pass 7" as TAP, "ℹ pass 7" on a terminal
  node(text) {
    const count = (words) =>
      [...text.matchAll(new RegExp(`^[#ℹ] (?:${words}) (\\d+)$`, 'gm'))].reduce((sum, it) => sum + +it[1], 0);
    return { passed: count('pass'), failed: count('fail|cancelled|skipped|todo') };
  },

  // Playwright: "  7 passed (12.3s)", "  1 flaky"
  browser(text) {
    const count = (words) =>
      [...text.matchAll(new RegExp(`^ +(\\d+) (?:${words})(?: \\(.*\\))?$`, 'gm'))].reduce((sum, it) => sum + +it[1], 0);
    const playwright = {
      passed: count('passed|flaky'),
      failed: count('failed|skipped|interrupted|did not run'),
    };
    return playwright.passed + playwright.failed > 0 ? playwright : readers.node(text);
  },
};

/** A stage that broke, or a suite that ran nothing, is at least one failure. */
export function count(kind, status, output) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
  const text = output.replace(/\u001b\[[0-9;]*m/g, '');
  const { passed, failed } = readers[kind](text);
  if (kind === 'check') {
    return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  const broke = status !== 0 || passed + failed === 0;
  return { passed, failed: broke ? Math.max(failed, 1) : failed };
}

if (import.meta.url === pathToFileURL(argv[1]).href) {
  const [kind, status] = argv.slice(2);
  const { passed, failed } = count(kind, Number(status), readFileSync(stdin.fd, 'utf8'));
  console.log(`${passed} ${failed}`);
}
