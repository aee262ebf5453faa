/** What axe-core finds, in the words of a failing test. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// The guards at a layer's edges pass the focus on at once, so that nobody ever stands on them.
const LEFT_OUT = ['[data-base-ui-focus-guard]'];

/** Half-way through a fade every contrast is wrong. */
export async function atRest(page: Page): Promise<void> {
  // Two frames later, what a new theme or width sets in motion is moving.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  );
}

/** Serious and critical findings, each with the elements it is about. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await atRest(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const { violations } = await page.evaluate(
    ([tags, exclude]): Promise<AxeResults> =>
      Reflect.get(window, 'axe').run({ exclude }, { runOnly: tags, resultTypes: ['violations'] }),
    [TAGS, LEFT_OUT] as const,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id} (${help}): ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join('; ')}`,
    );
}
