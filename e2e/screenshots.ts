/** Every page and dialog in both themes and both widths, and the three pictures of the README. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Session } from './support/api.ts';
import { atRest } from './support/axe.ts';
import { DESKTOP, PHONE } from './support/browser.ts';
import { goTo, OUTSIDE, PLACES, type Place } from './support/places.ts';
import type { Scene } from './support/scene.ts';
import { openShop } from './support/showroom.ts';
import { test as base } from './support/test.ts';

const FOLDER = process.env.SHOTS ?? join(import.meta.dirname, 'shots');
const README = join(import.meta.dirname, '../docs/images');
const SIZES = { desktop: DESKTOP, phone: PHONE };
const NOBODY: Session['state'] = { cookies: [], origins: [] };
const THEMES = ['light', 'dark'] as const;
// The list, for phones that show one thing at a time.
const THREAD = 'thread';

const test = base.extend<object, { scene: Scene }>({
  scene: [
    async ({ demo, owner, teammate }, use) =>
      use(await openShop(demo, { owner, supervisor: teammate, agent: await demo.signIn('agent') })),
    { scope: 'worker', timeout: 120_000 },
  ],
});

async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await atRest(page);
  // A tooltip that opened with the focus closes with the pointer away.
  await page.waitForTimeout(250);
}

const fileOf = (place: Place, theme: string, size: string) =>
  `${place.name.replace(/\W+/g, '-')}-${theme}-${size}.png`;

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`every page (${size})`, async ({ browser, baseURL, owner, scene }) => {
    mkdirSync(FOLDER, { recursive: true });
    for (const [places, storageState] of [
      [PLACES, owner.state],
      [OUTSIDE, NOBODY],
    ] as const) {
      const touch = size === 'phone';
      const context = await browser.newContext({
        baseURL,
        storageState,
        viewport,
        locale: 'en-US',
        hasTouch: touch,
        deviceScaleFactor: touch ? 2 : 1,
      });
      const page = await context.newPage();
      for (const place of places) {
        await goTo(page, place, scene);
        for (const theme of THEMES) {
          await page.emulateMedia({ colorScheme: theme });
          await settle(page);
          await page.screenshot({ path: join(FOLDER, fileOf(place, theme, size)) });
          if (place.name !== THREAD) continue;
          const name = size === 'desktop' ? `inbox-${theme}.png` : 'inbox-phone.png';
          if (size === 'desktop' || theme === 'light') await page.screenshot({ path: join(README, name) });
        }
      }
      await context.close();
    }
  });
}
