/** The keyboard: every action has a key, and none acts while one types. */
import { expect, test } from './support/test.ts';

test('j and k move, the selection stays in view, and E on the last one goes back', async ({
  inbox,
  demo,
}) => {
  const names = ['Silvio Andrade', 'Tania Becerril', 'Uriel Camacho', 'Vilma Delgado'];
  for (const name of names) await demo.customer(name).write('Hola');
  const { page } = inbox;
  await inbox.goto();
  await expect(inbox.row('Silvio Andrade')).toBeVisible();
  await page.keyboard.press('j');
  await expect(inbox.row('Vilma Delgado')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(inbox.row('Tania Becerril')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('k');
  await expect(inbox.row('Uriel Camacho')).toHaveAttribute('aria-selected', 'true');
  await expect(inbox.row('Uriel Camacho')).toBeInViewport();
  await expect(page.getByRole('textbox', { name: 'Answer to Uriel Camacho' })).toBeVisible();
});

test('single keys never act while one types, and can be switched off', async ({ inbox, demo }) => {
  await demo.customer('Wendy Escobedo').write('Hola');
  await inbox.openFresh('Wendy Escobedo');
  const { page } = inbox;
  await inbox.composer.focus();
  await page.keyboard.type('e j k a i u c ? / z d g');
  await expect(inbox.composer).toHaveValue('e j k a i u c ? / z d g');
  await expect(inbox.resolve).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await inbox.composer.fill('');
  await inbox.search.focus();
  await page.keyboard.type('e');
  await expect(inbox.search).toHaveValue('e');
  await inbox.search.fill('');

  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toContainText('Resolve conversation');
  await sheet.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press('e');
  await page.keyboard.press('?');
  await expect(inbox.resolve).toBeVisible();
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
});

test('the palette finds people without accents, and runs actions', async ({ inbox, demo }) => {
  await demo.customer('Ximena Güemes').write('Hola');
  await demo.customer('Yahir Leñero').write('Hola');
  const { page } = inbox;
  await inbox.goto();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('guemes');
  await expect(palette.getByRole('option', { name: /Ximena Güemes/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Answer to Ximena Güemes' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('assign to me');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Assigned to Me' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('go to lines');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Lines', level: 1 })).toBeVisible();
});

test('what is typed right after the palette key never acts on the conversation', async ({ inbox, demo }) => {
  await demo.customer('Zoila Buendía').write('Hola');
  await inbox.openFresh('Zoila Buendía');
  const { page } = inbox;
  // The first time, its code has still to come.
  await page.route('**/assets/palette-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    await route.fallback();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('eaiu');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inbox.resolve).toBeVisible();
  await expect(inbox.page.getByRole('button', { name: 'Assigned to Nobody' })).toBeVisible();
  await expect(inbox.row('Zoila Buendía')).toBeVisible();
});

test('G and a letter goes to a section', async ({ page, inbox }) => {
  await inbox.goto();
  const sections = [
    ['n', 'Not delivered'],
    ['c', 'Contacts'],
    ['t', 'Templates'],
    ['m', 'Members'],
    ['l', 'Lines'],
    ['e', 'Spend'],
    ['p', 'Simulated phone'],
    ['s', 'Settings'],
    ['i', 'Inbox'],
  ] as const;
  for (const [letter, name] of sections) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }
});

test('Escape closes one layer only, and the focus goes back', async ({ inbox, demo }) => {
  await demo.customer('Zacarías Mejía').write('Hola');
  await inbox.openFresh('Zacarías Mejía');
  const { page } = inbox;
  await inbox.composer.focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
  await expect(inbox.composer).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(inbox.composer).not.toBeFocused();
  await expect(inbox.composer).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(inbox.composer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inbox.composer).toHaveCount(0);
});
