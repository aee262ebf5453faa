/** The list of what did not arrive: seen with its cause, sent again in bulk, dismissed and brought back. */
import type { Locator, Page } from '@playwright/test';
import type { Conversation, Message } from './support/api.ts';
import { PHONE } from './support/browser.ts';
import type { Demo } from './support/demo.ts';
import type { Customer } from './support/meta.ts';
import { expect, test } from './support/test.ts';

test.afterEach(({ demo }) => demo.meta.clearFaults());

const UNREACHABLE = 'WhatsApp could not deliver the message.';

type Letter = { dead_at: string; message: Message };

/** When it failed for the last time, or nothing while it is alive. */
async function deadSince(demo: Demo, message: Message): Promise<string | undefined> {
  const { data } = await demo.api.call<{ data: Letter[] }>('GET', demo.path('/dead-letters'));
  return data.find((letter) => letter.message.id === message.id)?.dead_at;
}

/** What the team answers to somebody who has written, and Meta does not take. */
async function answerInVain(demo: Demo, customer: Customer, text: string): Promise<Message> {
  await customer.write('¿Hola?');
  await demo.arrived(customer, 1);
  const query = new URLSearchParams({ q: customer.phone.slice(-9) });
  const list = demo.path(`/conversations?${query}`);
  const { data } = await demo.api.call<{ data: Conversation[] }>('GET', list);
  const messages = demo.path(`/conversations/${data[0]?.id}/messages`);
  const message = await demo.api.call<Message>('POST', messages, { type: 'text', text: { body: text } });
  await expect.poll(() => deadSince(demo, message)).toBeDefined();
  return message;
}

const row = (page: Page, name: string): Locator => page.getByRole('row').filter({ hasText: name });
const box = (page: Page, name: string): Locator =>
  page.getByRole('checkbox', { name: `Select the message to ${name}` });
const chosen = (page: Page): Locator => page.getByRole('region', { name: 'Selected messages' });

async function open(page: Page): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { name: 'Not delivered', level: 1 })).toBeVisible();
}

async function refuse(demo: Demo, code: number): Promise<void> {
  await demo.meta.fault({ target: 'messages', kind: 'error', code });
}

test('what Meta refused is listed with its cause, and goes out again in bulk once it is mended', async ({
  inbox,
  demo,
  another,
}) => {
  const { page } = inbox;
  const people = ['Hilda Arámbula', 'Iker Bustamante', 'Julia Cervantes'].map((name) => demo.customer(name));
  await refuse(demo, 131_026);
  for (const person of people) await answerInVain(demo, person, `Su pedido salió, ${person.name}`);
  await open(page);
  for (const { name } of people) {
    await expect(row(page, name)).toContainText(UNREACHABLE);
    await expect(row(page, name)).toContainText('Check the number or call the person.');
    await expect(row(page, name)).toContainText('Meta code 131026');
    await expect(row(page, name)).toContainText('1 attempt');
  }
  const elsewhere = await another();
  await open(elsewhere.page);
  await expect(row(elsewhere.page, 'Hilda Arámbula')).toBeVisible();

  await demo.meta.clearFaults();
  // From the first to the last, as in every list.
  await box(page, 'Julia Cervantes').click();
  await box(page, 'Hilda Arámbula').click({ modifiers: ['Shift'] });
  await expect(chosen(page)).toContainText('3 selected');
  await chosen(page).getByRole('button', { name: 'Send again' }).click();
  await expect(inbox.toast).toContainText('3 messages go out again.');
  for (const person of people) {
    await expect(row(page, person.name)).toHaveCount(0);
    await expect.poll(() => person.texts()).toContain(`Su pedido salió, ${person.name}`);
  }
  await expect(row(elsewhere.page, 'Hilda Arámbula')).toHaveCount(0);
  await inbox.goto();
  await inbox.open('Iker Bustamante');
  await expect(inbox.tick('Su pedido salió', 'Read')).toBeVisible();
  await expect(inbox.bubbles('Su pedido salió')).toHaveCount(1);
});

test('what was dismissed leaves the list, stays failed in its thread, and can be brought back', async ({
  inbox,
  demo,
}) => {
  const { page } = inbox;
  const person = demo.customer('Lorena Duarte');
  await refuse(demo, 131_026);
  const message = await answerInVain(demo, person, 'No llegará');
  await open(page);
  await row(page, 'Lorena Duarte').getByRole('button', { name: 'Dismiss' }).click();
  await expect(inbox.toast).toContainText('1 message dismissed');
  await expect(row(page, 'Lorena Duarte')).toHaveCount(0);
  await page.keyboard.press('z');
  await expect(row(page, 'Lorena Duarte')).toBeVisible();
  await expect(inbox.toast).toContainText('1 message is back in the list.');

  await row(page, 'Lorena Duarte').getByRole('button', { name: 'Dismiss' }).click();
  await expect(row(page, 'Lorena Duarte')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show: To do' }).click();
  await inbox.choose('Dismissed');
  await expect(row(page, 'Lorena Duarte')).toContainText(UNREACHABLE);
  await row(page, 'Lorena Duarte').getByRole('link', { name: 'Lorena Duarte' }).click();
  await expect(page).toHaveURL(new RegExp(`#${message.id}$`));
  await expect(inbox.bubble('No llegará')).toContainText('Not delivered.');
  await page.goBack();
  await row(page, 'Lorena Duarte').getByRole('button', { name: 'Bring back' }).click();
  await expect(row(page, 'Lorena Duarte')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show: Dismissed' }).click();
  await inbox.choose('To do');
  await expect(row(page, 'Lorena Duarte')).toBeVisible();
});

test('the list is narrowed by line and by cause, with counts, and all that match are chosen', async ({
  inbox,
  demo,
}) => {
  const { page } = inbox;
  const here = demo.customer('Mireya Escamilla');
  const there = demo.customer('Norberto Fuentes', demo.lineAt(1));
  await refuse(demo, 131_026);
  await answerInVain(demo, here, 'Por aquí');
  await demo.meta.clearFaults();
  await refuse(demo, 131_099);
  await answerInVain(demo, there, 'Por allá');
  await open(page);
  await expect(row(page, 'Mireya Escamilla')).toBeVisible();
  await expect(row(page, 'Norberto Fuentes')).toContainText(demo.lineAt(1).name);
  await page.getByRole('button', { name: 'Line: All lines' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`${demo.lineAt(1).name} ?1$`) }).click();
  await expect(row(page, 'Mireya Escamilla')).toHaveCount(0);
  await expect(row(page, 'Norberto Fuentes')).toBeVisible();
  await page.getByRole('button', { name: `Line: ${demo.lineAt(1).name}` }).click();
  await inbox.choose('All lines');
  await page.getByRole('button', { name: 'Cause: All causes' }).click();
  await page.getByRole('menuitem', { name: /^Meta code 131099 ?1$/ }).click();
  await expect(row(page, 'Mireya Escamilla')).toHaveCount(0);
  await expect(page).toHaveURL(/cause=/);
  await page.reload();
  await expect(row(page, 'Norberto Fuentes')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select all in the list' }).click();
  await expect(chosen(page)).toContainText('1 selected');
  await chosen(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('No message fits these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(row(page, 'Mireya Escamilla')).toBeVisible();
});

test('by keys alone: moved through, chosen, sent again, and refused with the reason', async ({
  inbox,
  demo,
}) => {
  const { page } = inbox;
  const person = demo.customer('Odalys Guerra');
  await refuse(demo, 131_026);
  const message = await answerInVain(demo, person, 'Con teclas');
  const before = await deadSince(demo, message);
  await open(page);
  await expect(row(page, 'Odalys Guerra')).toBeVisible();
  await page.keyboard.press('j');
  await expect(row(page, 'Odalys Guerra').getByRole('link')).toBeFocused();
  await page.keyboard.press('x');
  await expect(box(page, 'Odalys Guerra')).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(box(page, 'Odalys Guerra')).not.toBeChecked();
  // Meta still refuses: it goes out, and is soon back.
  await page.keyboard.press('r');
  await expect(inbox.toast).toContainText('1 message goes out again.');
  await expect.poll(async () => ![undefined, before].includes(await deadSince(demo, message))).toBe(true);
  await expect(row(page, 'Odalys Guerra')).toBeVisible();
  await demo.meta.clearFaults();
  await demo.api.call('PATCH', demo.path(`/lines/${demo.line.id}`), { enabled: false });
  await page.reload();
  await expect(row(page, 'Odalys Guerra')).toContainText('Cannot go out now: This line is switched off.');
  await expect(row(page, 'Odalys Guerra').getByRole('button', { name: 'Send again' })).toBeDisabled();
  await box(page, 'Odalys Guerra').click();
  await chosen(page).getByRole('button', { name: 'Send again' }).click();
  await expect(inbox.toast).toContainText('1 was refused: This line is switched off.');
  await demo.api.call('PATCH', demo.path(`/lines/${demo.line.id}`), { enabled: true });
  await chosen(page).getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => person.texts()).toContain('Con teclas');
  await expect(row(page, 'Odalys Guerra')).toHaveCount(0);
});

test('on a phone the inbox tells of it, and the list stands in cards', async ({ another, demo }) => {
  const person = demo.customer('Perla Ibáñez');
  await refuse(demo, 131_026);
  await answerInVain(demo, person, 'A la calle');
  const { page } = await another({ viewport: PHONE, touch: true });
  await page.goto('/');
  await page.getByRole('link', { name: /not delivered$/ }).tap();
  await expect(row(page, 'Perla Ibáñez')).toContainText(UNREACHABLE);
  await demo.meta.clearFaults();
  await row(page, 'Perla Ibáñez').getByRole('button', { name: 'Send again' }).tap();
  await expect.poll(() => person.texts()).toContain('A la calle');
});
