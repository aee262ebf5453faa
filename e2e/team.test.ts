/** Several windows and several people on the same conversations. */
import { expect, test } from './support/test.ts';

test('two windows of one person stay the same', async ({ inbox, demo, another }) => {
  const customer = demo.customer('Abril Quiroga');
  await customer.write('¿Tienen muestras?');
  const other = await another();
  await inbox.goto();
  await other.goto();
  for (const window of [inbox, other])
    await expect(window.row('Abril Quiroga').getByLabel('1 unread message')).toBeVisible();
  await inbox.open('Abril Quiroga');
  await expect(other.row('Abril Quiroga').getByLabel(/unread/)).toHaveCount(0);

  await other.open('Abril Quiroga');
  await inbox.composer.fill('Sí, se las');
  await expect(other.composer).toHaveValue('');
  await inbox.composer.fill('Sí, se las mandamos');
  await inbox.composer.press('Enter');
  for (const window of [inbox, other])
    await expect(window.tick('Sí, se las mandamos', 'Read')).toBeVisible({ timeout: 20_000 });
  expect(await other.texts()).toEqual(await inbox.texts());

  await inbox.page.keyboard.press('Escape');
  await inbox.page.keyboard.press('i');
  await expect(other.page.getByRole('button', { name: 'Assigned to Me' })).toBeVisible();
  await inbox.page.keyboard.press('e');
  await expect(other.reopen).toBeVisible();
  await expect(other.row('Abril Quiroga')).toHaveCount(0);
});

test('a draft follows into another tab of the same browser', async ({ inbox, demo, context }) => {
  await demo.customer('Baltasar Rincón').write('Hola');
  await inbox.openFresh('Baltasar Rincón');
  await inbox.composer.fill('A medias');
  const tab = await context.newPage();
  await tab.goto(inbox.page.url());
  const second = tab.getByRole('textbox', { name: /^Answer to/ });
  await expect(second).toHaveValue('A medias');
  await second.fill('A medias, y sigue');
  await expect(inbox.composer).toHaveValue('A medias, y sigue');
});

test('one sees who else is here, who writes, and who took it', async ({ inbox, demo, another, teammate }) => {
  await demo.customer('Cristina Sandoval').write('¿Quién me atiende?');
  const hers = await another({ as: teammate });
  await inbox.openFresh('Cristina Sandoval');
  await hers.goto();
  await hers.open('Cristina Sandoval');
  await expect(inbox.page.getByRole('img', { name: 'Also here: Diego Fuentes' })).toBeVisible();

  await hers.composer.pressSequentially('Yo la', { delay: 50 });
  await expect(inbox.page.getByRole('status').filter({ hasText: 'Diego Fuentes is writing…' })).toBeVisible();
  await expect(inbox.row('Cristina Sandoval')).toContainText('Diego Fuentes is writing…');
  // It expires by itself when nothing more is typed.
  await expect(inbox.page.getByText('Diego Fuentes is writing…')).toHaveCount(0, { timeout: 12_000 });

  await hers.page.keyboard.press('Escape');
  await hers.page.keyboard.press('i');
  await expect(inbox.page.getByRole('button', { name: 'Assigned to Diego Fuentes' })).toBeVisible();
  await expect(inbox.row('Cristina Sandoval')).toContainText('Assigned to Diego Fuentes');
  await hers.page.keyboard.press('Escape');
  await expect(inbox.page.getByRole('img', { name: /Also here/ })).toHaveCount(0);
});

test('a second answer to the same question is asked about first', async ({
  inbox,
  demo,
  another,
  teammate,
}) => {
  const customer = demo.customer('Donato Tejeda');
  await customer.write('¿Cuánto cuesta?');
  const hers = await another({ as: teammate });
  await inbox.openFresh('Donato Tejeda');
  await hers.goto();
  await hers.open('Donato Tejeda');
  await inbox.composer.fill('Cuesta 120');
  await hers.answer('Son 120 por metro');
  await expect(inbox.bubble('Son 120 por metro')).toBeVisible();
  await inbox.composer.press('Enter');
  const warning = inbox.page
    .getByRole('alert')
    .filter({ hasText: 'Diego Fuentes answered while you were writing.' });
  await expect(warning).toBeVisible();
  await warning.getByRole('button', { name: 'Look first' }).click();
  await expect(inbox.composer).toHaveValue('Cuesta 120');
  await inbox.composer.press('Enter');
  await warning.getByRole('button', { name: 'Send anyway' }).click();
  await expect(inbox.tick('Cuesta 120', 'Read')).toBeVisible({ timeout: 20_000 });
});

test('resolving goes to the next, and can be undone', async ({ inbox, demo }) => {
  const { page } = inbox;
  for (const name of ['Efrén Valdés', 'Fernanda Yáñez', 'Gerardo Zúñiga'])
    await demo.customer(name).write('Hola');
  await inbox.openFresh('Gerardo Zúñiga');
  await page.keyboard.press('e');
  await expect(inbox.row('Gerardo Zúñiga')).toHaveCount(0);
  await expect(inbox.row('Fernanda Yáñez')).toHaveAttribute('aria-selected', 'true');
  await expect(inbox.toast).toContainText('Conversation with Gerardo Zúñiga resolved');
  await page.keyboard.press('z');
  await expect(inbox.row('Gerardo Zúñiga')).toBeVisible();

  await inbox.resolve.click();
  await expect(inbox.row('Fernanda Yáñez')).toHaveCount(0);
  await inbox.toast.getByRole('button', { name: /Undo/ }).click();
  await expect(inbox.row('Fernanda Yáñez')).toBeVisible();

  await page.getByRole('button', { name: 'State: Open' }).click();
  await inbox.choose('Resolved');
  await expect(inbox.row('Efrén Valdés')).toHaveCount(0);
  await page.goto('/');
  await inbox.open('Efrén Valdés');
  await page.keyboard.press('e');
  await page.goto(`/o/${demo.organization}/inbox?state=resolved`);
  await inbox.open('Efrén Valdés');
  await inbox.reopen.click();
  await expect(inbox.resolve).toBeVisible();
});

test('a customer who writes again reopens the ticket', async ({ inbox, demo }) => {
  const customer = demo.customer('Hilda Bañuelos');
  await customer.write('¿Listo?');
  await inbox.openFresh('Hilda Bañuelos');
  await expect(inbox.details).toContainText('Ticket');
  await inbox.page.keyboard.press('e');
  await expect(inbox.row('Hilda Bañuelos')).toHaveCount(0);
  await customer.write('Una cosa más');
  await expect(inbox.row('Hilda Bañuelos')).toContainText('Una cosa más');
  await inbox.open('Hilda Bañuelos');
  await expect(inbox.resolve).toBeVisible();
});

test('assigning shows in the views of both', async ({ inbox, demo, another, teammate }) => {
  await demo.customer('Iván Cabrales').write('¿Me llaman?');
  const hers = await another({ as: teammate });
  await inbox.openFresh('Iván Cabrales');
  await hers.page.goto(`/o/${demo.organization}/inbox?view=mine`);
  await inbox.page.keyboard.press('a');
  await inbox.choose('Diego Fuentes');
  await expect(hers.row('Iván Cabrales')).toBeVisible();
  await inbox.page.getByRole('tab', { name: /^Unassigned/ }).click();
  await expect(inbox.row('Iván Cabrales')).toHaveCount(0);
  await hers.open('Iván Cabrales');
  await hers.page.keyboard.press('a');
  await hers.choose('Nobody');
  await expect(hers.row('Iván Cabrales')).toHaveCount(0);
  await expect(inbox.row('Iván Cabrales')).toBeVisible();
});
