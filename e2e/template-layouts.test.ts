/** The builder's other layouts: each written, approved, sent from the picker, and read on the phone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import type { Demo } from './support/demo.ts';
import { Handset } from './support/handset.ts';
import type { Inbox } from './support/inbox.ts';
import { builder, decide } from './support/templates.ts';
import { expect, test } from './support/test.ts';

const PICTURE = {
  name: 'patio.png',
  mimeType: 'image/png',
  buffer: readFileSync(join(import.meta.dirname, '../docs/images/inbox-light.png')),
};

/** An empty builder, once somebody has written. */
async function begin({ page }: Inbox, demo: Demo, person: string, name: string): Promise<Locator> {
  const customer = demo.customer(person);
  await customer.write('Hola');
  await demo.arrived(customer, 1);
  await page.goto(`/o/${demo.organization}/templates/new`);
  const form = builder(page);
  await form.getByLabel('Name', { exact: true }).fill(name);
  return form;
}

/** Submits it, lets Meta look at it, and opens it in the picker of the person's thread. */
async function chooseApproved(inbox: Inbox, demo: Demo, person: string, name: string): Promise<Locator> {
  const { page } = inbox;
  await builder(page).getByRole('button', { name: 'Submit to Meta' }).click();
  const sheet = page.getByRole('dialog', { name });
  await expect(sheet).toContainText('In review');
  await decide(demo, name);
  await expect(sheet).toContainText('Approved');
  await inbox.openFresh(person);
  await page.keyboard.press('t');
  const picker = page.getByRole('dialog');
  await picker.getByRole('combobox').fill(name);
  await expect(picker.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  return picker;
}

async function send(picker: Locator): Promise<void> {
  await picker.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(picker).toHaveCount(0);
}

test('a place above, and variables by their names', async ({ inbox, demo, another }) => {
  const person = 'Adriana Bonilla';
  const form = await begin(inbox, demo, person, 'donde_recoger');
  await form.getByLabel('Variables', { exact: true }).selectOption('named');
  await form.getByLabel('Kind of header').selectOption('location');
  const body = 'Hola {{nombre}}, su pedido {{pedido}} le espera en el taller.';
  await form.getByLabel('Text of the message').fill(body);
  await form.getByLabel('Example of {{nombre}}').fill('Mariana');
  await form.getByLabel('Example of {{pedido}}').fill('A-1042');
  const picker = await chooseApproved(inbox, demo, person, 'donde_recoger');
  for (const [field, value] of Object.entries({
    Latitude: '20.6407',
    Longitude: '-103.3112',
    'Name of the place': 'Taller de San Pedro',
    Address: 'Independencia 211',
    '{{nombre}}': 'Adriana',
    '{{pedido}}': 'B-7',
  }))
    await picker.getByLabel(`${field} *`, { exact: true }).fill(value);
  await send(picker);
  const text = 'Hola Adriana, su pedido B-7 le espera en el taller.';
  await expect(inbox.bubble(text)).toBeVisible();
  const phone = await Handset.takeUp((await another()).page, demo, person);
  await expect(phone.bubble(text)).toContainText('Taller de San Pedro');
  await expect(phone.bubble(text)).toContainText('20.64070, -103.31120');
});

test('an offer that ends, with a code and a link', async ({ inbox, demo, another }) => {
  const person = 'Benigno Cordero';
  const form = await begin(inbox, demo, person, 'oferta_de_abril');
  await form.getByLabel('Category').selectOption('marketing');
  await form.getByLabel('Layout').selectOption('offer');
  await form.getByLabel('Kind of header').selectOption('none');
  await form.getByLabel('Text of the offer').fill('Solo hoy');
  await form.getByRole('switch', { name: 'The offer ends at a moment' }).click();
  await form.getByLabel('Text of the message').fill('Hay descuento en todo el taller.');
  await form.getByLabel('Text of the button').fill('Comprar');
  await form.getByLabel('Web address').fill('https://azulejos.example/ofertas');
  await form.getByRole('button', { name: 'Add a button' }).click();
  await inbox.choose('Copy a code');
  await form.getByLabel('Example of the code').fill('AZUL10');
  const picker = await chooseApproved(inbox, demo, person, 'oferta_de_abril');
  await picker.getByLabel('Code to copy *', { exact: true }).fill('AZUL25');
  await picker.getByLabel('The offer ends on *', { exact: true }).fill('2033-01-22T18:00');
  await send(picker);
  const text = 'Hay descuento en todo el taller.';
  await expect(inbox.bubble(text)).toContainText(/Solo hoy[\s\S]*2033[\s\S]*Code: AZUL25/);
  const phone = await Handset.takeUp((await another()).page, demo, person);
  await expect(phone.bubble(text)).toContainText('Solo hoy');
  await expect(phone.bubble(text).getByRole('link', { name: 'Comprar' })).toHaveAttribute(
    'href',
    'https://azulejos.example/ofertas',
  );
});

test("a code, in Meta's own words", async ({ inbox, demo, another }) => {
  const person = 'Catalina Duarte';
  const form = await begin(inbox, demo, person, 'codigo_de_entrada');
  await form.getByLabel('Category').selectOption('authentication');
  await expect(form.getByLabel('Text of the message')).toHaveCount(0);
  await form.getByLabel('The code expires after (minutes)').fill('5');
  const picker = await chooseApproved(inbox, demo, person, 'codigo_de_entrada');
  await picker.getByLabel('Code *', { exact: true }).fill('493021');
  await send(picker);
  await expect(inbox.bubble('493021')).toContainText('Este código caduca en 5 minutos.');
  const phone = await Handset.takeUp((await another()).page, demo, person);
  await expect(phone.bubble('493021')).toBeVisible();
});

test('cards to swipe, each with a picture and a button to tap', async ({ inbox, demo, another }) => {
  const person = 'Domingo Escobedo';
  const form = await begin(inbox, demo, person, 'lo_nuevo');
  await form.getByLabel('Category').selectOption('marketing');
  await form.getByLabel('Layout').selectOption('carousel');
  const texts = form.getByLabel('Text of the message');
  await texts.nth(0).fill('Lo nuevo del taller de esta semana.');
  for (const [n, colour] of ['azul', 'gris'].entries()) {
    await texts.nth(n + 1).fill(`Azulejo ${colour}`);
    await form.getByTestId('template-file').nth(n).setInputFiles(PICTURE);
    await form.getByLabel('Text of the button').nth(n).fill(`Quiero el ${colour}`);
  }
  await expect(form.getByText('patio.png')).toHaveCount(2);
  await expect(form.getByRole('button', { name: 'Replace' })).toHaveCount(2);
  const picker = await chooseApproved(inbox, demo, person, 'lo_nuevo');
  for (const n of [0, 1]) await picker.getByTestId('template-file').nth(n).setInputFiles(PICTURE);
  await expect(picker.getByRole('button', { name: 'Replace' })).toHaveCount(2);
  await send(picker);
  const text = 'Lo nuevo del taller de esta semana.';
  await expect(inbox.bubble(text)).toContainText('Azulejo gris');
  const phone = await Handset.takeUp((await another()).page, demo, person);
  const cards = phone.bubble(text).getByRole('list', { name: 'Cards' });
  await expect(cards.locator('img')).toHaveCount(2);
  await cards.getByRole('button', { name: 'Quiero el gris' }).click();
  await expect(inbox.bubble('Button pressed')).toContainText('Quiero el gris');
});
