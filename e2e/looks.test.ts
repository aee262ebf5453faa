/** Languages and themes. */
import type { Page } from '@playwright/test';
import { en } from '../web/src/lib/locales/en/index.ts';
import type { Demo } from './support/demo.ts';
import { expect, test } from './support/test.ts';

const PAGES = [
  'inbox',
  'not-delivered',
  'contacts',
  'templates',
  'members',
  'lines',
  'spend',
  'phone',
  'settings',
] as const;
const TITLES = {
  es: [
    'Bandeja',
    'No entregados',
    'Contactos',
    'Plantillas',
    'Miembros',
    'Líneas',
    'Gastos',
    'Teléfono simulado',
    'Ajustes',
  ],
  en: [
    'Inbox',
    'Not delivered',
    'Contacts',
    'Templates',
    'Members',
    'Lines',
    'Spend',
    'Simulated phone',
    'Settings',
  ],
  pt: [
    'Caixa de entrada',
    'Não entregues',
    'Contatos',
    'Modelos',
    'Membros',
    'Linhas',
    'Gastos',
    'Telefone simulado',
    'Ajustes',
  ],
} as const;

const KEYS = new Set<string>(Object.keys(en));

/** Texts that are a key of the dictionary, or have a parameter left in them. */
async function untranslated(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node.textContent ?? '');
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) found.push(element.getAttribute(name) ?? '');
    return found;
  });
  return texts.filter((text) => KEYS.has(text.trim()) || /\{\w+\}/.test(text));
}

async function seeEveryPage(page: Page, demo: Demo, titles: readonly string[]): Promise<void> {
  for (const [index, place] of PAGES.entries()) {
    await page.goto(`/o/${demo.organization}/${place}`);
    await expect(page.getByRole('heading', { name: titles[index], level: 1 })).toBeVisible();
    expect(await untranslated(page), place).toEqual([]);
  }
}

for (const [language, tag] of [
  ['es', 'es-MX'],
  ['pt', 'pt-BR'],
  ['en', 'en-GB'],
] as const) {
  test.describe(() => {
    test.use({ locale: tag });

    test(`speaks the browser's language (${tag})`, async ({ page, demo }) => {
      await demo.customer(`Álvaro ${tag}`).write('Hola');
      await seeEveryPage(page, demo, TITLES[language]);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await page.goto(`/o/${demo.organization}/inbox`);
      await page.getByRole('option', { name: new RegExp(`Álvaro ${tag}`) }).click();
      await expect(page.getByRole('log')).toBeVisible();
      expect(await untranslated(page)).toEqual([]);
    });
  });
}

test('the language is chosen in the settings and stays', async ({ demo, another }) => {
  const { page } = await another({ as: await demo.join('agent', 'Berta Colunga') });
  await page.goto(`/o/${demo.organization}/settings`);
  await page.getByLabel('Language').selectOption('Português');
  await expect(page.getByRole('button', { name: 'Sair' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sair' })).toBeVisible();
  await page.getByLabel('Idioma').selectOption('Español');
  await expect(page.getByRole('button', { name: 'Cerrar sesión' })).toBeVisible();
});

test('the sign-in page changes its language too', async ({ another }) => {
  const { page } = await another({ as: null });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Español' }).click();
  await expect(page.getByRole('heading', { name: 'Entrar' })).toBeVisible();
  expect(await untranslated(page)).toEqual([]);
});

/** The ground's brightness at every frame from the first on. */
async function groundsFrom(page: Page, open: () => Promise<unknown>): Promise<number[]> {
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(window, { grounds: seen });
    const pen = () => document.createElement('canvas').getContext('2d');
    const look = () => {
      const colour = document.body && getComputedStyle(document.body).backgroundColor;
      const context = colour && colour !== 'rgba(0, 0, 0, 0)' ? pen() : null;
      if (context) {
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
        seen.push(Math.round((r + g + b) / 3));
      }
      if (performance.now() < 4_000) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await open();
  await page.waitForTimeout(300);
  return await page.evaluate(() => Reflect.get(window, 'grounds'));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(() => {
    test.use({ colorScheme });

    test(`opens ${colorScheme} as the system is, without a flash`, async ({ page, inbox }) => {
      const grounds = await groundsFrom(page, () => inbox.goto());
      expect(grounds.length).toBeGreaterThan(0);
      const dark = grounds.map((ground) => ground < 128);
      expect(new Set(dark)).toEqual(new Set([colorScheme === 'dark']));
      const other = colorScheme === 'dark' ? 'light' : 'dark';
      await page.emulateMedia({ colorScheme: other });
      await expect(page.locator('html')).toHaveAttribute('data-theme', other);
      await expect(
        page.getByRole('button', { name: other === 'dark' ? 'Light theme' : 'Dark theme' }),
      ).toBeVisible();
    });
  });
}

test('a chosen theme goes before the system and stays', async ({ page, inbox }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await inbox.goto();
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const grounds = await groundsFrom(page, () => page.reload());
  expect(grounds.filter((ground) => ground > 128)).toEqual([]);
  await expect(page.getByRole('button', { name: 'Light theme' })).toBeVisible();
});

test('without motion where the system asks for none', async ({ page, inbox }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await inbox.goto();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette).toBeVisible();
  const seconds = await palette.evaluate((one) => parseFloat(getComputedStyle(one).transitionDuration));
  expect(seconds).toBeLessThan(0.01);
});
