/** The main job: a customer writes, an agent answers, the ticks come back, the customer's phone shows it. */

import { DESKTOP, PHONE } from './support/browser.ts';
import type { Inbox } from './support/inbox.ts';
import type { Customer } from './support/meta.ts';
import { expect, test } from './support/test.ts';
import { journeyOf, watchMessage } from './support/ticks.ts';

const ROAD = ['Waiting to go out', 'On its way', 'Sent', 'Delivered', 'Read'];

async function travelsOnce(inbox: Inbox, text: string): Promise<void> {
  await expect(inbox.tick(text, 'Read')).toBeVisible({ timeout: 20_000 });
  const { ticks, most, elements } = await journeyOf(inbox.page, text);
  // A quick machine may skip "On its way"; nothing else, and never backwards.
  expect(ticks.filter((tick) => tick !== 'On its way')).toEqual(ROAD.filter((tick) => tick !== 'On its way'));
  expect(ticks).toEqual(ROAD.filter((tick) => ticks.includes(tick)));
  expect(most, 'the message stood there twice').toBe(1);
  expect(elements, 'the bubble was drawn anew').toBe(1);
}

async function hasArrived(customer: Customer, text: string): Promise<void> {
  const { messages } = await customer.chat();
  const found = messages.filter((message) => message.text === text);
  expect(found.map(({ from, state }) => ({ from, state }))).toEqual([{ from: 'business', state: 'read' }]);
}

test('a customer writes and an agent answers by keyboard', async ({ inbox, demo }) => {
  const { page } = inbox;
  await inbox.goto();
  const customer = demo.customer('Rosa Elena Campos');
  await customer.write('¿Tienen azulejo de Talavera en existencia?');
  await expect(inbox.row('Rosa Elena Campos')).toContainText('¿Tienen azulejo de Talavera en existencia?');
  await expect(inbox.row('Rosa Elena Campos').getByLabel('1 unread message')).toBeVisible();

  await page.keyboard.press('j');
  await expect(inbox.bubble('¿Tienen azulejo de Talavera en existencia?')).toBeVisible();
  await watchMessage(page, 'Sí, de 10 por 10');
  await page.keyboard.press('r');
  await page.keyboard.type('Sí, de 10 por 10: llegó el martes.');
  await page.keyboard.press('Enter');
  await travelsOnce(inbox, 'Sí, de 10 por 10');
  await hasArrived(customer, 'Sí, de 10 por 10: llegó el martes.');
  await expect(inbox.row('Rosa Elena Campos').getByLabel(/unread/)).toHaveCount(0);

  await customer.write('¡Perfecto, gracias!');
  await expect(inbox.bubble('¡Perfecto, gracias!')).toBeVisible();
  expect(await inbox.texts()).toEqual([
    '¿Tienen azulejo de Talavera en existencia?',
    'Sí, de 10 por 10: llegó el martes.',
    '¡Perfecto, gracias!',
  ]);
});

test('the same on a phone, by touch', async ({ another, demo }) => {
  const inbox = await another({ viewport: PHONE, touch: true });
  await inbox.goto();
  const customer = demo.customer('Joana Prates');
  await customer.write('Vocês entregam em Santos?');
  await expect(inbox.row('Joana Prates')).toContainText('Vocês entregam em Santos?');
  await inbox.row('Joana Prates').tap();
  await expect(inbox.bubble('Vocês entregam em Santos?')).toBeVisible();
  await expect(inbox.list).toBeHidden();
  await watchMessage(inbox.page, 'Entregamos');
  await inbox.answerByTouch('Entregamos, sim!');
  await travelsOnce(inbox, 'Entregamos');
  await hasArrived(customer, 'Entregamos, sim!');
  await inbox.page.getByRole('button', { name: 'Back', exact: true }).tap();
  await expect(inbox.row('Joana Prates')).toContainText('Entregamos, sim!');
});

for (const [form, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  test(`the simulated phone page is the customer (${form})`, async ({ another, inbox, demo }) => {
    const name = `Hugo Salinas ${form}`;
    await demo.customer(name).write('Hola');
    const phone = (await another({ viewport })).page;
    await phone.goto(`/o/${demo.organization}/phone`);
    await phone.getByLabel('Customer').selectOption({ label: name });
    const handset = phone.getByRole('region', { name: `Phone of ${name}` });
    await expect(handset.getByText('Hola')).toBeVisible();
    await handset.getByRole('textbox', { name: 'Message' }).fill('¿Abren el domingo?');
    await handset.getByRole('button', { name: 'Send', exact: true }).click();

    await inbox.openFresh(name);
    await expect(inbox.bubble('¿Abren el domingo?')).toBeVisible();
    await inbox.answer('De diez a dos.');
    await expect(handset.getByText('De diez a dos.')).toBeVisible();
    await expect(inbox.tick('De diez a dos.', 'Read')).toBeVisible({ timeout: 20_000 });
    // The agent has it open, so the customer's own message has blue ticks.
    await expect(
      handset.locator('.group\\/bubble').filter({ hasText: '¿Abren' }).getByRole('img', { name: 'Read' }),
    ).toBeVisible();
  });
}

test('the customer sees that somebody types', async ({ inbox, demo, another }) => {
  const customer = demo.customer('Graciela Montes');
  await customer.write('¿Hola?');
  await inbox.openFresh('Graciela Montes');
  const phone = (await another()).page;
  await phone.goto(`/o/${demo.organization}/phone`);
  await phone.getByLabel('Customer').selectOption({ label: 'Graciela Montes' });
  await inbox.composer.pressSequentially('Un momento, por favor', { delay: 90 });
  await expect(phone.getByText('typing…')).toBeVisible();
  await inbox.page.keyboard.press('Enter');
  await expect(phone.getByText('typing…')).toBeHidden();
});
