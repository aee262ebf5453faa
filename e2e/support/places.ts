/** Every page and every dialog, and how to come to it: for what has to hold everywhere. */
import { expect, type Page } from '@playwright/test';
import type { Scene } from './scene.ts';

export type Place = {
  name: string;
  /** The address, or null where the place before it is enough. */
  path: (scene: Scene) => string;
  /** Opens what is to be looked at; ids instead of words, since it serves every language. */
  open?: (page: Page) => Promise<unknown>;
  wideOnly?: boolean;
};

const inbox = ({ organization }: Scene) => `/o/${organization}/inbox`;
const thread = ({ organization, conversation }: Scene) => `/o/${organization}/inbox/${conversation}`;
const section =
  (name: string) =>
  ({ organization }: Scene) =>
    `/o/${organization}/${name}`;

/** A key of the app, outside of every field. */
const press = (key: string) => async (page: Page) => {
  await page.keyboard.press('Escape');
  await page.keyboard.press(key);
};

const dialog = (open: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await open(page);
  await expect(page.getByRole('dialog')).toBeVisible();
};

const threadKey = (key: string) => async (page: Page) => {
  await page.getByRole('log').waitFor();
  await page.keyboard.press(key);
};

const openTemplate = async (page: Page) => {
  const row = page.getByRole('row').nth(1);
  await expect(row).toContainText('novedades');
  await row.getByRole('button').click();
};

export const PLACES: Place[] = [
  { name: 'inbox', path: inbox, open: (page) => page.getByRole('option').first().waitFor() },
  { name: 'thread', path: thread, open: (page) => page.locator('[data-message]').last().waitFor() },
  {
    name: 'every kind',
    path: ({ organization, kinds }) => `/o/${organization}/inbox/${kinds}`,
    open: (page) => page.locator('[data-message]').last().waitFor(),
  },
  {
    name: 'every kind, further up',
    path: ({ organization, kinds }) => `/o/${organization}/inbox/${kinds}`,
    open: async (page) => {
      await page.locator('[data-message]').last().waitFor();
      await page.getByRole('log').hover();
      await page.mouse.wheel(0, -5_000);
      await page.locator('[data-message] img').first().waitFor();
    },
  },
  {
    name: 'closed window',
    path: ({ organization, closed }) => `/o/${organization}/inbox/${closed}`,
    open: (page) => page.getByRole('note').waitFor(),
  },
  {
    name: 'assign menu',
    path: thread,
    open: async (page) => {
      await threadKey('a')(page);
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'price of the next message',
    path: thread,
    open: dialog((page) => page.locator('[data-tip-keys="$"]').click()),
  },
  {
    name: 'why a message went this way',
    path: thread,
    open: async (page) => {
      const bubble = page
        .locator('[data-bubble]')
        .filter({ hasText: /cobalto está|Te respeto/ })
        .first();
      await bubble.click({ button: 'right' });
      await page
        .getByRole('menuitem')
        .filter({ has: page.locator('.lucide-circle-question-mark') })
        .click();
      await page.locator('dl').waitFor();
    },
  },
  { name: 'new conversation', path: inbox, open: dialog(press('c')) },
  { name: 'date', path: thread, open: dialog(threadKey('d')) },
  {
    name: 'palette',
    path: inbox,
    open: dialog(async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('mar');
    }),
  },
  { name: 'keys', path: thread, open: dialog(threadKey('?')) },
  {
    name: 'not delivered',
    path: section('not-delivered'),
    open: (page) => page.getByRole('row').nth(1).waitFor(),
  },
  {
    name: 'not delivered, chosen',
    path: section('not-delivered'),
    open: (page) => page.getByRole('checkbox').nth(1).click(),
  },
  {
    name: 'contacts',
    path: section('contacts'),
    open: (page) => page.getByRole('main').getByRole('button').first().waitFor(),
  },
  {
    name: 'contact',
    path: ({ organization, contact }) => `/o/${organization}/contacts?contact=${contact}`,
    open: (page) => page.getByRole('dialog').waitFor(),
  },
  {
    name: 'templates',
    path: section('templates'),
    open: (page) => page.getByRole('row').nth(1).waitFor(),
  },
  { name: 'template', path: section('templates?q=novedades'), open: dialog(openTemplate) },
  {
    name: 'new template',
    path: section('templates/new'),
    open: async (page) => {
      await page.locator('form textarea').fill('Hola {{1}}, su pedido {{2}} está listo');
      await page.getByRole('alert').first().waitFor();
    },
  },
  {
    name: 'choose a template',
    path: thread,
    open: dialog(async (page) => {
      await threadKey('t')(page);
      await page.getByRole('option', { name: /novedades/ }).waitFor();
    }),
  },
  {
    name: 'fill a template',
    path: thread,
    open: dialog(async (page) => {
      await threadKey('t')(page);
      await page
        .getByRole('dialog')
        .getByRole('option', { name: /novedades/ })
        .click();
      await page.getByRole('dialog').locator('button[type=submit]').click();
      await page.getByRole('dialog').getByRole('alert').first().waitFor();
    }),
  },
  { name: 'members', path: section('members'), open: (page) => page.getByRole('listitem').first().waitFor() },
  {
    name: 'invite',
    path: section('members'),
    open: dialog((page) => page.locator('main header button').first().click()),
  },
  {
    name: 'lines',
    path: section('lines'),
    open: (page) => page.getByRole('row').first().waitFor({ state: 'attached' }),
  },
  {
    name: 'line',
    path: section('lines'),
    open: dialog((page) => page.getByRole('row').nth(1).getByRole('button').click()),
  },
  {
    name: 'connect a number',
    path: section('lines'),
    open: dialog((page) => page.locator('main header button').first().click()),
  },
  {
    name: 'connect a number, second step',
    path: section('lines'),
    open: dialog(async (page) => {
      await page.locator('main header button').first().click();
      await page.getByRole('dialog').locator('button[type=submit]').click();
      await page.getByRole('dialog').locator('input[type=password]').waitFor();
    }),
  },
  {
    name: 'a line, unofficial connections asked for',
    path: section('lines'),
    open: async (page) => {
      await page.getByRole('row').nth(1).getByRole('button').click();
      await page.getByRole('dialog').getByRole('switch').nth(1).click();
      await page.getByRole('dialog').locator('input[type=checkbox]').waitFor();
    },
  },
  { name: 'spend', path: section('spend'), open: (page) => page.getByRole('row').nth(1).waitFor() },
  {
    name: 'spend, own days by country',
    path: section('spend?period=own&by=country'),
    open: (page) => page.getByRole('row').nth(1).waitFor(),
  },
  {
    name: 'spend, simulator',
    path: section('spend?tab=simulate'),
    open: async (page) => {
      await page.locator('main button[type=submit]').click();
      await page.getByRole('row').nth(1).waitFor();
    },
  },
  {
    name: 'rate cards',
    path: section('spend?tab=cards'),
    open: async (page) => {
      await page.getByRole('tabpanel').getByRole('listitem').first().getByRole('button').click();
      await page.getByRole('row').nth(1).waitFor();
    },
  },
  {
    name: 'load a rate card',
    path: section('spend?tab=cards'),
    open: dialog((page) => page.getByRole('tabpanel').locator('header button').click()),
  },
  { name: 'simulated phone', path: section('phone'), open: (page) => page.getByRole('log').waitFor() },
  {
    name: 'settings',
    path: section('settings'),
    open: (page) => page.getByRole('listitem').first().waitFor(),
  },
  {
    name: 'new token',
    path: section('settings'),
    open: dialog((page) => page.locator('section header button').last().click()),
  },
  { name: 'not found', path: () => '/nowhere' },
];

/** Where one is before signing in. */
export const OUTSIDE: Place[] = [
  { name: 'sign in', path: () => '/sign-in', open: (page) => page.locator('input[type=password]').waitFor() },
  {
    name: 'invitation',
    path: ({ invitation }) => new URL(invitation).pathname + new URL(invitation).hash,
    open: (page) => page.locator('input[type=password]').waitFor(),
  },
  {
    name: 'broken link',
    path: () => '/link#nothing',
    open: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
  },
];

export async function goTo(page: Page, place: Place, scene: Scene): Promise<void> {
  // A new document each time: a layer that is open would stay open.
  await page.goto('about:blank');
  await page.goto(place.path(scene));
  await page.locator('main').waitFor();
  await place.open?.(page);
}
