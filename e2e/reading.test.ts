/** The thread as it is read: what is new, where one is, who said what to which message. */
import { deliver, newPhone } from './support/meta.ts';
import { expect, test } from './support/test.ts';

const DAY = 86_400_000;

test('unread messages are counted everywhere and marked by a line that stays until one leaves', async ({
  inbox,
  demo,
}) => {
  const { page } = inbox;
  const counted = page.waitForResponse(/\/conversations\/counts/);
  await inbox.goto();
  const { mine, unassigned } = await (await counted).json();
  const before = mine.unread + unassigned.unread;
  const customer = demo.customer('Octavio Herrera');
  await customer.write('ya leído');
  await inbox.open('Octavio Herrera');
  await expect(inbox.bubble('ya leído')).toBeVisible();
  await expect(inbox.row('Octavio Herrera').getByLabel(/unread/)).toHaveCount(0);
  await page.keyboard.press('Escape');

  for (const text of ['uno nuevo', 'dos nuevo', 'tres nuevo']) await customer.write(text);
  await expect(inbox.row('Octavio Herrera').getByLabel('3 unread messages')).toBeVisible();
  await expect(page).toHaveTitle(`(${before + 1}) Azulejos Alhambra · Aldaba`);
  await inbox.open('Octavio Herrera');
  const line = page.getByTestId('unread-line');
  await expect(line).toHaveText('New messages');
  const order = await inbox.thread.locator('[data-message], [data-testid=unread-line]').allInnerTexts();
  expect(order.findIndex((text) => text.includes('New messages'))).toBe(1);
  await expect(page).toHaveTitle(
    before === 0 ? 'Azulejos Alhambra · Aldaba' : `(${before}) Azulejos Alhambra · Aldaba`,
  );
  await customer.write('cuatro nuevo');
  await expect(inbox.bubble('cuatro nuevo')).toBeVisible();
  await expect(line).toHaveCount(1);
  await expect(inbox.row('Octavio Herrera').getByLabel(/unread/)).toHaveCount(0);

  await page.keyboard.press('Escape');
  await inbox.open('Octavio Herrera');
  await expect(inbox.bubble('cuatro nuevo')).toBeVisible();
  await expect(line).toHaveCount(0);

  await page.keyboard.press('u');
  await expect(inbox.row('Octavio Herrera').getByLabel(/unread/)).toBeVisible();
});

test('while one reads further up, new messages are counted and nothing moves', async ({ inbox, demo }) => {
  const person = { name: 'Paloma Iturbide', phone: newPhone() };
  const start = Date.now() - 60_000;
  const letters = Array.from({ length: 60 }, (_, n) => ({
    text: `renglón ${n}`,
    at: new Date(start + n * 500),
  }));
  await deliver(demo.hook, person, letters);
  await demo.arrived(person, letters.length);
  await inbox.openFresh('Paloma Iturbide');
  // At the first unread message, with the way to the end in sight.
  await expect(inbox.bubble('renglón 0')).toBeInViewport();
  await expect(inbox.page.getByRole('button', { name: 'Go to the latest message' })).toBeVisible();
  await inbox.openRead('Paloma Iturbide');
  await expect(inbox.bubble('renglón 59')).toBeInViewport();
  await inbox.thread.hover();
  await inbox.page.mouse.wheel(0, -1_200);
  const toEnd = inbox.page.getByRole('button', { name: 'Go to the latest message' });
  await expect(toEnd).toBeVisible();
  const visible = () =>
    inbox.thread.evaluate((box) => {
      const top = box.getBoundingClientRect().top;
      const first = [...box.querySelectorAll('[data-message]')].find(
        (one) => one.getBoundingClientRect().top > top,
      );
      return {
        id: first?.getAttribute('data-message'),
        top: Math.round(first?.getBoundingClientRect().top ?? 0),
      };
    });
  const before = await visible();
  await deliver(demo.hook, person, [
    { text: 'sigue uno', at: new Date() },
    { text: 'sigue dos', at: new Date() },
  ]);
  const counted = inbox.page.getByRole('button', { name: '2 new messages, go to the end' });
  await expect(counted).toBeVisible();
  expect(await visible()).toEqual(before);
  await counted.click();
  await expect(inbox.bubble('sigue dos')).toBeInViewport();
  await expect(counted).toHaveCount(0);
});

test('each day has its name', async ({ inbox, demo }) => {
  const person = { name: 'Quirino Jaramillo', phone: newPhone() };
  const now = Date.now();
  await deliver(demo.hook, person, [
    { text: 'hace cuatro días', at: new Date(now - 4 * DAY) },
    { text: 'ayer', at: new Date(now - DAY) },
    { text: 'hoy', at: new Date(now) },
  ]);
  await demo.arrived(person, 3);
  await inbox.openRead('Quirino Jaramillo');
  const named = new Intl.DateTimeFormat('en', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'America/Mexico_City',
  }).format(now - 4 * DAY);
  const words = (await inbox.thread.innerText())
    .split('\n')
    .filter((text) => !/^\d\d:\d\d$/.test(text.trim()));
  expect(words.map((text) => text.trim()).filter(Boolean)).toEqual([
    named,
    'hace cuatro días',
    'Yesterday',
    'ayer',
    'Today',
    'hoy',
  ]);
});

test('answers quote, both ways, and a quote leads to its message', async ({ inbox, demo }) => {
  const customer = demo.customer('Rebeca Kuri');
  const asked = await customer.write('¿El azul cobalto o el turquesa?');
  await inbox.openFresh('Rebeca Kuri');
  await inbox.bubble('¿El azul cobalto').hover();
  await inbox.bubble('¿El azul cobalto').getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(inbox.composer).toBeFocused();
  await inbox.page.keyboard.type('El cobalto, sin duda');
  await inbox.page.keyboard.press('Enter');
  const bubble = inbox.bubble('El cobalto, sin duda');
  await expect(bubble).toContainText('¿El azul cobalto o el turquesa?');
  await expect(inbox.tick('El cobalto, sin duda', 'Read')).toBeVisible({ timeout: 20_000 });
  const { messages } = await customer.chat();
  const answer = messages.find((message) => message.text === 'El cobalto, sin duda');
  expect(answer?.reply_to).toBe(asked);

  await customer.write('¡Ese!', { replyTo: answer?.id });
  await expect(inbox.bubble('¡Ese!')).toContainText('El cobalto, sin duda');
  await inbox
    .bubble('¡Ese!')
    .getByRole('button', { name: /El cobalto/ })
    .click();
  await expect(bubble).toHaveClass(/bg-brass/);

  await inbox.bubble('¡Ese!').hover();
  await inbox.bubble('¡Ese!').getByRole('button', { name: 'Reply', exact: true }).click();
  await inbox.page.getByRole('button', { name: 'Do not quote' }).click();
  await expect(inbox.page.getByRole('button', { name: 'Do not quote' })).toHaveCount(0);
});

test('reactions and what WhatsApp does not pass on are shown, with the original behind', async ({
  inbox,
  demo,
}) => {
  const customer = demo.customer('Sabina Lerma');
  await customer.write('¿Me mandan fotos?');
  await inbox.openFresh('Sabina Lerma');
  await inbox.answer('En un momento');
  await expect(inbox.tick('En un momento', 'Delivered')).toBeVisible({ timeout: 20_000 });
  const { messages } = await customer.chat();
  await customer.react(messages.at(-1)?.id ?? '', '👍');
  await expect(inbox.bubble('En un momento').getByRole('img', { name: /^Reactions: 👍/ })).toBeVisible();
  await customer.sendUnsupported();
  const bubble = inbox.bubble('Message that WhatsApp does not pass on');
  await expect(bubble).toBeVisible();
  await bubble.hover();
  await bubble.getByRole('button', { name: 'More about this message' }).click();
  await inbox.page.getByRole('menuitem', { name: 'Original data' }).click();
  await expect(inbox.page.getByRole('dialog', { name: 'Original data' })).toContainText('"unsupported"');
});

test('a long thread goes back to its first message and to a day, and a message has a link', async ({
  inbox,
  demo,
}) => {
  const person = { name: 'Tobías Magaña', phone: newPhone() };
  const start = Date.now() - 3 * DAY;
  const letters = Array.from({ length: 150 }, (_, n) => ({
    text: `página ${n}.`,
    // The last one now, so that the conversation stands at the top of the list.
    at: new Date(start + ((n + 1) * 3 * DAY) / 150),
  }));
  await deliver(demo.hook, person, letters);
  await demo.arrived(person, letters.length);
  await inbox.openRead('Tobías Magaña');
  await expect(inbox.bubble('página 149.')).toBeInViewport();
  for (let n = 0; n < 40 && !(await inbox.bubble('página 0.').isVisible()); n += 1) {
    await inbox.thread.hover();
    await inbox.page.mouse.wheel(0, -1_500);
    await inbox.page.waitForTimeout(50);
  }
  await expect(inbox.bubble('página 0.')).toBeVisible();

  const [message] = await inbox
    .bubbles('página 2.')
    .evaluateAll((all) => all.map((one) => one.dataset.message));
  const { pathname } = new URL(inbox.page.url());
  await inbox.page.goto(`${pathname}#${message}`);
  await expect(inbox.bubble('página 2.')).toBeInViewport();
  await inbox.page.getByRole('button', { name: 'Go to the latest message' }).click();
  await expect(inbox.bubble('página 149.')).toBeInViewport();

  await inbox.page.keyboard.press('d');
  const dialog = inbox.page.getByRole('dialog', { name: 'Go to a date' });
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Mexico_City' });
  const day = calendar.format(start + DAY);
  const first = letters.find(({ at }) => calendar.format(at) === day)?.text ?? '';
  await dialog.getByLabel('Date').fill(day);
  await dialog.getByRole('button', { name: 'Go' }).click();
  await expect(inbox.bubble('página 149.')).not.toBeInViewport();
  await expect(inbox.bubble(first)).toBeInViewport();
});

test('a message is announced politely, rows know their place', async ({ inbox, demo }) => {
  const customer = demo.customer('Úrsula Nava');
  await customer.write('primero');
  await inbox.openFresh('Úrsula Nava');
  await expect(inbox.row('Úrsula Nava')).toHaveAttribute('aria-posinset', '1');
  await expect(inbox.row('Úrsula Nava')).toHaveAttribute('aria-selected', 'true');
  await customer.write('segundo');
  await expect(inbox.page.getByRole('status').filter({ hasText: 'Úrsula Nava: segundo' })).toHaveCount(1);
});
