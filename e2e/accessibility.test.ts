/** axe-core on every page and dialog, in both themes, on a phone, in each language; and that everything fits. */
import type { Page } from '@playwright/test';
import { atRest, seriousFindings } from './support/axe.ts';
import { DESKTOP, PHONE } from './support/browser.ts';
import { clipped, smallTargets } from './support/fit.ts';
import { goTo, OUTSIDE, PLACES, type Place } from './support/places.ts';
import { furnish, type Scene } from './support/scene.ts';
import { test as base, expect } from './support/test.ts';

const test = base.extend<object, { scene: Scene }>({
  scene: [async ({ demo }, use) => use(await furnish(demo)), { scope: 'worker' }],
});

const NOBODY = { cookies: [], origins: [] };
// 200 % of 1280 × 900 leaves 640 × 450 CSS pixels.
const SMALL = { '320 px wide': { width: 320, height: 640 }, 'at 200 %': { width: 640, height: 450 } };

type Look = { viewport: { width: number; height: number }; colorScheme: 'light' | 'dark' };
const LIGHT: Look = { viewport: DESKTOP, colorScheme: 'light' };
const DARK: Look = { viewport: DESKTOP, colorScheme: 'dark' };
const PHONE_LIGHT: Look = { viewport: PHONE, colorScheme: 'light' };
const PHONE_DARK: Look = { viewport: PHONE, colorScheme: 'dark' };

const LANGUAGES = [
  { locale: 'en-US', looks: [LIGHT, DARK] },
  { locale: 'es-MX', looks: [PHONE_DARK] },
  { locale: 'pt-BR', looks: [PHONE_LIGHT] },
];

/** Looks at one place in every way: it is opened once, and the window changes around it. */
async function inspect(page: Page, place: Place, looks: Look[]): Promise<string[]> {
  const found: string[] = [];
  for (const { viewport, colorScheme } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    const where = `${place.name} (${colorScheme}, ${viewport.width} px)`;
    for (const finding of await seriousFindings(page)) found.push(`${where}: ${finding}`);
  }
  for (const [size, viewport] of Object.entries(SMALL)) {
    await page.setViewportSize(viewport);
    await atRest(page);
    for (const finding of await page.evaluate(clipped)) found.push(`${place.name} (${size}): ${finding}`);
  }
  return found;
}

for (const { locale, looks } of LANGUAGES) {
  test.describe(() => {
    test.use({ locale, viewport: looks[0]?.viewport });

    test(`nothing serious, nothing cut off (${locale})`, async ({ page, scene }) => {
      test.setTimeout(240_000);
      const found: string[] = [];
      for (const place of PLACES) {
        await test.step(place.name, async () => {
          await page.setViewportSize(looks[0]?.viewport ?? DESKTOP);
          await goTo(page, place, scene);
          found.push(...(await inspect(page, place, looks)));
        });
      }
      expect(found).toEqual([]);
    });

    test(`nothing serious, nothing cut off before signing in (${locale})`, async ({
      browser,
      baseURL,
      scene,
    }) => {
      const context = await browser.newContext({ locale, baseURL, storageState: NOBODY });
      const page = await context.newPage();
      const found: string[] = [];
      for (const place of OUTSIDE) {
        await goTo(page, place, scene);
        found.push(...(await inspect(page, place, looks)));
      }
      await context.close();
      expect(found).toEqual([]);
    });
  });
}

test('what is touched is big enough on a phone', async ({ another, scene }) => {
  test.setTimeout(120_000);
  const { page } = await another({ viewport: PHONE, touch: true });
  const found: string[] = [];
  for (const place of PLACES) {
    await goTo(page, place, scene);
    await atRest(page);
    for (const one of await page.evaluate(smallTargets, 44)) found.push(`${place.name}: ${one}`);
  }
  expect(found).toEqual([]);
});

test('the focus is always to be seen', async ({ page, scene }) => {
  for (const place of PLACES.filter(({ name }) =>
    ['thread', 'lines', 'settings', 'members'].includes(name),
  )) {
    await goTo(page, place, scene);
    const hidden = new Set<string>();
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const shown = (one: Element) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
          return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
        };
        const around = element.closest('[class*=focus-within]');
        const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 30)}`;
        return { name, visible: shown(element) || (around !== null && shown(around)) };
      });
      if (focus === null) break;
      if (!focus.visible) hidden.add(focus.name);
    }
    expect([...hidden], place.name).toEqual([]);
  }
});
