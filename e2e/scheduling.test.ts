/** What is sent later: chosen beside the send button, shown while it waits, changed, sent now, taken back. */
import type { Inbox } from './support/inbox.ts';
import { deliver, newPhone } from './support/meta.ts';
import { expect, test } from './support/test.ts';

const HOUR = 3_600_000;
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const later = (inbox: Inbox) => inbox.page.getByRole('button', { name: 'Send later' });

/** What a field of date and time shows at this moment, by the organization's clock. */
const inMexico = (at: number): string =>
  new Date(at).toLocaleString('sv-SE', { timeZone: 'America/Mexico_City' }).slice(0, 16).replace(' ', 'T');

test('a quick choice schedules, and what waits is edited, moved, and sent now', async ({ inbox, demo }) => {
  const customer = demo.customer('Abril Montaño');
  await customer.write('¿Me avisa por la tarde?');
  await inbox.openFresh('Abril Montaño');
  await expect(later(inbox)).toBeDisabled();
  await inbox.composer.fill('Ya está listo su pedido');
  await later(inbox).click();
  await inbox.page.getByRole('menuitem', { name: /^In 1 hour/ }).click();
  await expect(inbox.composer).toHaveValue('');
  const bubble = inbox.bubble('listo su pedido');
  await expect(bubble).toContainText(/It goes out .*20\d\d/);

  await bubble.getByRole('button', { name: 'Edit' }).click();
  const dialog = inbox.page.getByRole('dialog', { name: 'Change what is scheduled' });
  await dialog.getByLabel('Message').fill('Ya está *muy* listo su pedido');
  await dialog.getByLabel('Date and time').fill(inMexico(Date.now() - HOUR));
  await expect(dialog.getByText('This moment is past.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  const moment = Date.now() + 3 * HOUR;
  await dialog.getByLabel('Date and time').fill(inMexico(moment));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(bubble).toContainText('muy listo');
  await expect(bubble).toContainText(inMexico(moment).slice(11));
  expect(await customer.texts()).toEqual(['¿Me avisa por la tarde?']);

  await bubble.getByRole('button', { name: 'Send now' }).click();
  await expect(inbox.tick('muy', 'Read')).toBeVisible();
  await expect(bubble).not.toContainText('It goes out');
  expect(await customer.texts()).toEqual(['¿Me avisa por la tarde?', 'Ya está *muy* listo su pedido']);
});

test('all of it goes by keyboard, and what is cancelled comes back to be written anew', async ({
  inbox,
  demo,
}) => {
  await demo.customer('Benigno Arce').write('¿Mañana?');
  await inbox.openFresh('Benigno Arce');
  const { page } = inbox;
  await inbox.composer.focus();
  await page.keyboard.press('Control+Shift+Enter');
  await expect(inbox.toast).toContainText('Write a message first');
  await expect(inbox.composer).toBeFocused();
  await page.keyboard.type('Sí, a las diez');
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByRole('menuitem', { name: /^Tomorrow/ })).toContainText('09:00');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('menuitem', { name: /^Choose date/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Send later' });
  await expect(dialog).toContainText('By the clock of Mexico City.');
  await dialog.getByLabel('Date and time').fill(inMexico(Date.now() + 91 * 24 * HOUR));
  await expect(dialog.getByText('At most 90 days ahead.')).toBeVisible();
  await dialog.getByLabel('Date and time').fill(inMexico(Date.now() + 2 * HOUR));
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).press('Enter');
  const bubble = inbox.bubble('Sí, a las diez');
  await bubble.getByRole('button', { name: 'Cancel it' }).click();
  await expect(inbox.bubbles('Sí, a las diez')).toHaveCount(0);
  await inbox.toast.getByRole('button', { name: /Undo/ }).click();
  await expect(inbox.composer).toHaveValue('Sí, a las diez');
  await inbox.composer.fill('');

  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Send later');
});

test('a moment after the window closes is warned of, with a template as the way out', async ({
  inbox,
  demo,
}) => {
  const customer = { name: 'Carmina Olvera', phone: newPhone() };
  await deliver(demo.hook, customer, [{ text: 'Ayer les escribí', at: new Date(Date.now() - 23.5 * HOUR) }]);
  await demo.arrived(customer, 1);
  await inbox.goto();
  // Yesterday is far down in the list.
  await inbox.find('Carmina Olvera');
  const { page } = inbox;
  await inbox.composer.fill('Mañana le digo');
  await later(inbox).click();
  await page.getByRole('menuitem', { name: /^In 1 hour/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Send later' });
  await expect(dialog).toContainText('The service window closes before that');
  await dialog.getByRole('button', { name: 'Schedule anyway' }).click();
  await expect(inbox.bubble('Mañana le digo')).toContainText('It goes out');

  await inbox.composer.fill('O pasado mañana');
  await later(inbox).click();
  await page.getByRole('menuitem', { name: /^In 1 hour/ }).click();
  await dialog.getByRole('button', { name: 'Choose a template' }).click();
  const picker = page.getByRole('dialog', { name: 'Send a template' });
  await picker.getByRole('option', { name: /pedido_listo/ }).click();
  const fill = page.getByRole('dialog', { name: 'pedido_listo' });
  for (const field of await fill.getByRole('textbox').all()) await field.fill('A-77');
  await fill.getByRole('button', { name: 'Send later' }).click();
  await page.getByRole('menuitem', { name: /^Tomorrow/ }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const bubble = inbox.bubble('A-77');
  await expect(bubble).toContainText('It goes out');
  await expect(bubble.getByRole('button', { name: 'Change time' })).toBeVisible();
  await expect(inbox.composer).toHaveValue('O pasado mañana');
  await inbox.composer.fill('');

  // A template that is cancelled is scheduled again as it was.
  await bubble.getByRole('button', { name: 'Cancel it' }).click();
  await expect(inbox.bubbles('A-77')).toHaveCount(0);
  await inbox.toast.getByRole('button', { name: /Undo/ }).click();
  await expect(bubble).toContainText('It goes out');
});

test('a picture goes later too, and what leaves while it is changed keeps the words', async ({
  inbox,
  demo,
  another,
}) => {
  const customer = demo.customer('Dionisio Prado');
  await customer.write('¿Tiene foto?');
  await inbox.openFresh('Dionisio Prado');
  const { page } = inbox;
  await page.getByTestId('attach-pictures').setInputFiles({
    name: 'patio.png',
    mimeType: 'image/png',
    buffer: PICTURE,
  });
  await inbox.composer.fill('El patio, de noche');
  await later(inbox).click();
  await page.getByRole('menuitem', { name: /^In 1 hour/ }).click();
  await expect(inbox.bubble('El patio')).toContainText('It goes out');
  await expect(inbox.bubble('El patio').getByRole('button', { name: 'Change time' })).toBeVisible();

  await inbox.composer.fill('Y el horno');
  await later(inbox).click();
  await page.getByRole('menuitem', { name: /^In 1 hour/ }).click();
  const bubble = inbox.bubble('Y el horno');
  await bubble.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change what is scheduled' });
  await dialog.getByLabel('Message').fill('Y el horno grande');
  const tab = await another();
  await tab.openFresh('Dionisio Prado');
  await tab.bubble('Y el horno').getByRole('button', { name: 'Send now' }).click();
  await expect(dialog).toContainText('It has gone out meanwhile; nothing was changed.');
  await dialog.getByRole('button', { name: 'Put it into a new answer' }).click();
  await expect(inbox.composer).toHaveValue('Y el horno grande');
  await inbox.composer.fill('');
  await expect(inbox.tick('Y el horno', 'Read')).toBeVisible();
  expect(await customer.texts()).toContain('Y el horno');
});

test('what was to go at a moment that has passed says so, and goes now', async ({ inbox, demo }) => {
  const customer = demo.customer('Evaristo Luna');
  await customer.write('¿A qué hora?');
  await inbox.openFresh('Evaristo Luna');
  const { page } = inbox;
  // The server has another opinion of what is past.
  await page.route('**/messages?*', (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const url = route
      .request()
      .url()
      .replace(/send_at=[^&]+/, 'send_at=2020-01-01T00:00:00Z');
    return route.continue({ url });
  });
  await inbox.composer.fill('A las tres');
  await later(inbox).click();
  await page.getByRole('menuitem', { name: /^In 1 hour/ }).click();
  const bubble = inbox.bubble('A las tres');
  await expect(bubble).toContainText('Choose a moment from now on, within 90 days.');
  await bubble.getByRole('button', { name: 'Send now' }).click();
  await expect(inbox.tick('A las tres', 'Read')).toBeVisible();
  expect(await customer.texts()).toEqual(['¿A qué hora?', 'A las tres']);
});

test('an uncertain message is left as it is, for everybody', async ({ inbox, demo, another }) => {
  const customer = demo.customer('Filiberto Rosas');
  await customer.write('¿Sigue en pie?');
  await inbox.openFresh('Filiberto Rosas');
  const tab = await another();
  await tab.openFresh('Filiberto Rosas');
  await demo.meta.fault({ target: 'webhooks', kind: 'delay', delay_ms: 8_000, times: 3 });
  await demo.meta.fault({ target: 'messages', kind: 'drop', times: 1 });
  await inbox.answer('Claro que sí');
  const bubble = inbox.bubble('Claro que sí');
  await bubble.getByRole('button', { name: 'Leave it' }).click();
  await expect(bubble).toContainText('Somebody of the team left it as it is.');
  await expect(bubble.getByRole('button', { name: 'Leave it' })).toHaveCount(0);
  await expect(tab.bubble('Claro que sí')).toContainText('Somebody of the team left it as it is.');
  // WhatsApp's word comes late, and still counts.
  await expect(inbox.tick('Claro que sí', 'Read')).toBeVisible({ timeout: 30_000 });
  await expect(bubble).not.toContainText('Not sure');
  await demo.meta.clearFaults();
});
