/** Templates: written, reviewed by Meta, sent where free text is not allowed, and answered. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Handset } from './support/handset.ts';
import { deliver, newPhone } from './support/meta.ts';
import { builder, decide } from './support/templates.ts';
import { expect, test } from './support/test.ts';

const PICTURE = {
  name: 'patio.png',
  mimeType: 'image/png',
  buffer: readFileSync(join(import.meta.dirname, '../docs/images/inbox-light.png')),
};

/** Fills the builder with a text of two variables and a quick reply. */
async function write(page: Page, name: string): Promise<void> {
  const form = builder(page);
  await form.getByLabel('Name', { exact: true }).fill(name);
  const body = form.getByLabel('Text of the message');
  await body.fill('Hola {{1}}, ya llegó su pedido {{2}}');
  await expect(form.getByText("The text can't end with a variable")).toBeVisible();
  await body.fill('Hola {{1}}, ya llegó su pedido {{2}} a la tienda.');
  await form.getByLabel('Example of {{1}}').fill('Mariana');
  await form.getByLabel('Example of {{2}}').fill('A-1042');
  await expect(form.getByText("The text can't end with a variable")).toHaveCount(0);
  await form.getByRole('button', { name: 'Add a button' }).click();
  await page.getByRole('menuitem', { name: 'Quick reply' }).click();
  await form.getByLabel('Text of the button').fill('Voy por él');
}

test('a template is written, approved, sent with a picture, and its button is tapped', async ({
  inbox,
  demo,
  another,
}) => {
  const customer = demo.customer('Ximena Abarca Ruiz');
  await customer.write('¿Me avisan cuando llegue?');
  await demo.arrived(customer, 1);
  const { page } = inbox;
  await page.goto(`/o/${demo.organization}/templates`);
  await page.getByRole('button', { name: 'New template' }).click();
  await write(page, 'Aviso de Llegada');
  const form = builder(page);
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('aviso_de_llegada');
  await form.getByLabel('Kind of header').selectOption('Image');
  await page.getByTestId('template-file').setInputFiles(PICTURE);
  await expect(form.getByText('patio.png')).toBeVisible();
  await form.getByLabel('Footer (optional)').fill('Azulejos Alhambra');
  const phone = page.getByRole('region', { name: 'As the customer sees it' });
  await expect(phone).toContainText('Hola Mariana, ya llegó su pedido A-1042 a la tienda.');
  await expect(phone.getByRole('img')).toBeVisible();
  await expect(phone).toContainText('Voy por él');
  await form.getByRole('button', { name: 'Submit to Meta' }).click();
  const sheet = page.getByRole('dialog', { name: 'aviso_de_llegada' });
  await expect(sheet).toContainText('In review');
  await decide(demo, 'aviso_de_llegada');
  await expect(sheet).toContainText('Approved');

  await inbox.openFresh('Ximena Abarca Ruiz');
  await page.keyboard.press('t');
  const picker = page.getByRole('dialog');
  await picker.getByRole('combobox').fill('aviso_de');
  await expect(picker.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await picker.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(picker.getByText('This is needed.')).toHaveCount(3);
  await picker.getByTestId('template-file').setInputFiles(PICTURE);
  await picker.getByRole('button', { name: 'Fill {{1}}' }).click();
  await page.getByRole('menuitem', { name: /First name/ }).click();
  await picker.getByLabel('{{2}} *', { exact: true }).fill('B-77');
  const text = 'Hola Ximena, ya llegó su pedido B-77 a la tienda.';
  await expect(picker.getByRole('region', { name: 'As the customer sees it' })).toContainText(text);
  await expect(picker.getByRole('button', { name: 'Replace' })).toBeVisible();
  await picker.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(picker).toHaveCount(0);
  const bubble = inbox.bubble(text);
  await expect(bubble).toContainText('Azulejos Alhambra');
  await expect(bubble.getByRole('img', { name: 'Photo' })).toBeVisible();

  await expect.poll(() => customer.texts()).toContain(text);
  expect((await customer.chat()).messages.find((one) => one.text === text)?.type).toBe('template');
  const handset = await Handset.takeUp((await another()).page, demo, 'Ximena Abarca Ruiz');
  const arrived = handset.bubble(text);
  await expect(arrived.locator('img')).toHaveJSProperty('naturalWidth', 1_440);
  await expect(inbox.tick(text, 'Read')).toBeVisible();
  await arrived.getByRole('button', { name: 'Voy por él' }).click();
  await expect(inbox.bubble('Button pressed')).toContainText('Voy por él');
});

test('what was filled in last is offered again, but not the name of the one before', async ({
  inbox,
  demo,
}) => {
  const { page } = inbox;
  const picker = page.getByRole('dialog');
  const choose = async (name: string) => {
    const customer = demo.customer(name);
    await customer.write('Hola');
    await demo.arrived(customer, 1);
    await inbox.openFresh(name);
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    await inbox.choose('Template');
    await picker.getByRole('option', { name: /pedido_listo/ }).click();
  };
  await choose('Yadira Bernal');
  await picker.getByRole('button', { name: 'Fill {{1}}' }).click();
  await page.getByRole('menuitem', { name: /^Name/ }).click();
  await picker.getByLabel('{{2}} *', { exact: true }).fill('A-9');
  await page.keyboard.press('Enter');
  await expect(inbox.bubble('Hola Yadira Bernal, su pedido A-9')).toBeVisible();
  await choose('Zenaida Cota');
  await expect(picker.getByLabel('{{1}} *', { exact: true })).toHaveValue('Zenaida Cota');
  await expect(picker.getByLabel('{{2}} *', { exact: true })).toHaveValue('A-9');
});

test('where the window is closed, a template is what is offered', async ({ inbox, demo }) => {
  const late = { name: 'Abelardo Dávila', phone: newPhone() };
  await deliver(demo.hook, late, [{ text: 'Anteayer', at: new Date(Date.now() - 26 * 3_600_000) }]);
  await demo.arrived(late, 1);
  await inbox.goto();
  // Two days ago is far down in the list.
  await inbox.search.fill('Abelardo');
  await inbox.open('Abelardo Dávila');
  const { page } = inbox;
  await expect(inbox.composer).toHaveCount(0);
  await page.getByRole('note').getByRole('button', { name: 'Choose a template' }).click();
  const picker = page.getByRole('dialog');
  await picker.getByRole('combobox').fill('hello_world');
  await expect(picker.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(picker).toContainText('Nothing to fill in');
  await picker.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(inbox.bubble('hello_world')).toBeVisible();
  await expect(inbox.thread.getByRole('img', { name: /^(Sent|Delivered|Read)$/ }).first()).toBeVisible();
});

test('a conversation begins with a template: with a contact, or with a new number', async ({
  inbox,
  demo,
}) => {
  const known = demo.customer('Bernarda Esquivel');
  await known.write('Hola');
  await demo.arrived(known, 1);
  await inbox.goto();
  const { page } = inbox;
  const dialog = page.getByRole('dialog');
  const send = async (who: string) => {
    await dialog.getByRole('button', { name: 'Choose a template' }).click();
    await dialog.getByRole('option', { name: /pedido_listo/ }).click();
    await dialog.getByLabel('{{1}} *', { exact: true }).fill(who);
    await dialog.getByLabel('{{2}} *', { exact: true }).fill('C-3');
    await page.keyboard.press('Enter');
    await expect(inbox.bubble(`Hola ${who}, su pedido C-3`)).toBeVisible();
  };
  await page.keyboard.press('c');
  await dialog.getByLabel('Name or phone number').fill('Bernarda');
  await dialog
    .getByRole('list', { name: 'Contacts' })
    .getByRole('button', { name: /Bernarda/ })
    .click();
  await send('Bernarda');
  await expect
    .poll(() => known.texts())
    .toContainEqual(expect.stringContaining('Hola Bernarda, su pedido C-3'));
  await inbox.goto();
  await page.keyboard.press('c');
  await dialog.getByLabel('Name or phone number').fill(newPhone());
  await send('Celia');
  await expect(page.getByText('The service window is not open')).toBeVisible();
});

test('what Meta rejects says why, is changed, copied and deleted', async ({ inbox, demo }) => {
  const { page } = inbox;
  await page.goto(`/o/${demo.organization}/templates/new`);
  await write(page, 'aviso_dudoso');
  await builder(page).getByRole('button', { name: 'Submit to Meta' }).click();
  const sheet = page.getByRole('dialog', { name: 'aviso_dudoso' });
  await expect(sheet).toContainText('In review');
  await decide(demo, 'aviso_dudoso', { status: 'REJECTED', reason: 'INVALID_FORMAT' });
  await expect(sheet.getByRole('alert')).toContainText('INVALID_FORMAT');
  await sheet.getByRole('button', { name: 'Edit' }).click();
  await expect(builder(page).getByLabel('Name', { exact: true })).toBeDisabled();
  await builder(page).getByLabel('Footer (optional)').fill('Azulejos Alhambra');
  await builder(page).getByRole('button', { name: 'Submit to Meta' }).click();
  await expect(sheet).toContainText('In review');
  await expect(sheet).toContainText('Azulejos Alhambra');

  await sheet.getByRole('button', { name: 'Another language' }).click();
  await expect(builder(page).getByLabel('Text of the message')).toHaveValue(/Hola \{\{1\}\}/);
  await builder(page).getByLabel('Language').selectOption('pt_BR');
  await builder(page).getByRole('button', { name: 'Submit to Meta' }).click();
  await expect(sheet).toContainText('pt_BR');
  await sheet.getByRole('button', { name: 'Delete' }).click();
  await sheet.getByRole('button', { name: 'Delete' }).click();
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'aviso_dudoso' })).toHaveCount(1);

  await page.getByRole('button', { name: 'State: All states' }).click();
  await page.getByRole('menuitem', { name: 'Rejected' }).click();
  await expect(page.getByText('No template matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('searchbox').fill('dudoso');
  await expect(page.getByRole('row').filter({ hasText: 'aviso' })).toHaveCount(1);
});

test('what is wrong is marked, and a name that is taken is told', async ({ inbox, demo }) => {
  const { page } = inbox;
  await page.goto(`/o/${demo.organization}/templates/new`);
  const form = builder(page);
  await form.getByRole('button', { name: 'Submit to Meta' }).click();
  await expect(form.getByText('Write a name.')).toBeVisible();
  await expect(form.getByText("Write the message's body.")).toBeVisible();
  await write(page, 'pedido_listo');
  await form.getByLabel('Language').selectOption('es_MX');
  await form.getByRole('button', { name: 'Submit to Meta' }).click();
  await expect(form.getByText('There is a template of this name in this language already.')).toBeVisible();
});

test('templates are read again from Meta', async ({ inbox, demo }) => {
  const { page } = inbox;
  await demo.meta.call('POST', '/templates', {
    waba_id: demo.line.doors[0]?.waba_id,
    name: 'desde_meta',
    language: 'es_MX',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Escrita en el administrador.' }],
    status: 'APPROVED',
  });
  await page.goto(`/o/${demo.organization}/templates`);
  await page.getByRole('button', { name: 'Read from Meta' }).click();
  await expect(inbox.toast).toContainText('Read from Meta');
  await expect(page.getByRole('row').filter({ hasText: 'desde_meta' })).toContainText('Approved');
});

test('an agent reads templates and changes none', async ({ demo, another }) => {
  const { page } = await another({ as: await demo.join('agent', 'Delfina Farías') });
  await page.goto(`/o/${demo.organization}/templates?q=pedido_listo`);
  await page.getByRole('button', { name: 'pedido_listo' }).click();
  const sheet = page.getByRole('dialog', { name: 'pedido_listo' });
  await expect(sheet).toContainText('Approved');
  await expect(sheet.getByRole('button', { name: 'Edit' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'New template' })).toHaveCount(0);
});
