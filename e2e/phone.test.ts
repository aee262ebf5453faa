/** The simulated phone: each kind of message both ways, as the customer has it in the hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousFindings } from './support/axe.ts';
import { PHONE } from './support/browser.ts';
import { clipped } from './support/fit.ts';
import { Handset } from './support/handset.ts';
import { meet } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

const PICTURE = readFileSync(join(import.meta.dirname, '../docs/images/inbox-light.png'));
const STICKER = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
const FILM = Buffer.from('000000186674797069736f6d0000020069736f6d6d703431', 'hex');
const SOUND = Buffer.concat([Buffer.from('494433030000000000fffb9064', 'hex'), Buffer.alloc(400)]);

/** As people write, and as people try. */
const BODIES = [
  'Ñandú, çedilha, ąę — “comillas” y 1/2 kg',
  'Familia 👨‍👩‍👧‍👦, mano 👋🏽, bandera 🇲🇽',
  'مرحبا، هل لديكم بلاط أزرق؟ (שלום)',
  '<script>alert(1)</script> & <b>no</b> {{1}}',
  'uno\n\n  dos con sangría\n> cita\n- punto\n*negrita* _cursiva_ ~tachado~ `código`',
  'Con caracteres de control, uno detrás de otro: \u0001\u0008\u000b\u000c\u001b[31m\u007f\u0085\u2028\u202ey\ufeffz',
  'Con el carácter nulo, que ninguna base guarda: a\u0000b',
  `${'á'.repeat(2_000)} ${'z'.repeat(2_094)}🧱`,
];

test('texts cross both ways, byte for byte', async ({ inbox, demo, another }) => {
  const { customer, messages } = await meet(demo, 'Abril Coronado');
  await inbox.openFresh('Abril Coronado');
  const phone = await Handset.takeUp((await another()).page, demo, 'Abril Coronado');
  for (const body of BODIES) {
    expect([...body].length).toBeLessThanOrEqual(4_096);
    await phone.write(body);
    const begins = body.split('\n')[0]?.slice(0, 40) ?? '';
    await expect(phone.bubbles(begins)).toHaveCount(1);
    await expect(inbox.bubbles(begins)).toHaveCount(1);
    await inbox.composer.fill(body);
    await inbox.page.keyboard.press('Enter');
    await expect(phone.bubbles(begins)).toHaveCount(2);
    await expect(inbox.bubbles(begins).last()).toBeVisible();
  }
  const texts = async (direction: string) =>
    (await messages()).filter((one) => one.direction === direction).map((one) => one.text);
  // What no database can hold becomes the sign for it, and nothing else changes.
  const kept = BODIES.map((body) => body.replaceAll('\0', '\ufffd'));
  await expect.poll(() => texts('in')).toEqual(['Hola', ...kept]);
  await expect.poll(async () => (await customer.received()).map((one) => one.text)).toEqual(kept);
  await expect(phone.bubble('negrita').locator('strong')).toHaveText(['negrita']);
});

test('the customer sends files of every kind', async ({ inbox, demo, another }) => {
  const { messages } = await meet(demo, 'Bruno Escalante');
  await inbox.openFresh('Bruno Escalante');
  const phone = await Handset.takeUp((await another()).page, demo, 'Bruno Escalante');
  await phone.field.fill('El patio de mi casa');
  await phone.sendFile('Photo', { name: 'patio.png', mimeType: 'image/png', buffer: PICTURE });
  await phone.sendFile('Video', { name: 'obra.mp4', mimeType: 'video/mp4', buffer: FILM });
  await phone.sendFile('Document', {
    name: 'Plano de la obra.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
  });
  await phone.sendFile('Audio', { name: 'canto.mp3', mimeType: 'audio/mpeg', buffer: SOUND });
  await phone.sendFile('Sticker', { name: 'hola.webp', mimeType: 'image/webp', buffer: STICKER });
  await expect
    .poll(async () => (await messages()).map(({ kind, media }) => [kind, media?.state]))
    .toEqual([
      ['text', undefined],
      ['image', 'ready'],
      ['video', 'ready'],
      ['document', 'ready'],
      ['audio', 'ready'],
      ['sticker', 'ready'],
    ]);
  await expect(phone.bubble('El patio de mi casa').getByRole('link', { name: /^Open/ })).toBeVisible();
  await expect(inbox.bubble('El patio de mi casa').getByRole('button', { name: /^Open/ })).toBeVisible();
  await expect(inbox.bubble('Plano de la obra.pdf')).toBeVisible();
  await expect(phone.bubble('Plano de la obra.pdf')).toContainText('PDF');
  await expect(inbox.thread.getByRole('img', { name: 'Sticker' })).toBeVisible();
  await expect(phone.glass.getByRole('img', { name: 'Sticker' })).toBeVisible();
});

test('the customer sends a place, a card and what WhatsApp keeps to itself', async ({
  inbox,
  demo,
  another,
}) => {
  await meet(demo, 'Carla Doria');
  await inbox.openFresh('Carla Doria');
  const phone = await Handset.takeUp((await another()).page, demo, 'Carla Doria');
  await phone.attach('Location');
  const place = phone.page.getByRole('dialog', { name: 'Send a location' });
  await place.getByLabel('Coordinates').fill('20.6407, -103.3112');
  await place.getByLabel('Name of the place (optional)').fill('Mi casa');
  await place.getByRole('button', { name: 'Send' }).click();
  await expect(inbox.bubble('Mi casa')).toContainText('20.64070, -103.31120');
  await expect(phone.bubble('Mi casa')).toContainText('20.64070, -103.31120');

  await phone.attach('Contact card');
  const card = phone.page.getByRole('dialog', { name: 'Send a contact card' });
  await card.getByLabel('Name', { exact: true }).fill('Damián Egea');
  await card.getByLabel('Phone number').fill('+52 55 5555 0188');
  await card.getByRole('button', { name: 'Send' }).click();
  await expect(inbox.bubble('Damián Egea')).toContainText('+52 55 5555 0188');
  await expect(phone.bubble('Damián Egea')).toBeVisible();

  await phone.attach('Send something that WhatsApp does not pass on');
  await expect(inbox.bubble('Message that WhatsApp does not pass on')).toBeVisible();
});

test('the customer quotes, reacts, edits and takes back', async ({ inbox, demo, another }) => {
  const { customer } = await meet(demo, 'Inés Jordán');
  await inbox.openFresh('Inés Jordán');
  const phone = await Handset.takeUp((await another()).page, demo, 'Inés Jordán');
  await inbox.answer('¿Cuántas cajas quiere?');
  await expect(phone.bubble('¿Cuántas cajas quiere?')).toBeVisible();

  await phone.menu(phone.bubble('¿Cuántas cajas quiere?'), 'Reply');
  await expect(phone.field).toBeFocused();
  await phone.write('Quiero 12 cajas');
  await expect(inbox.bubble('Quiero 12 cajas')).toContainText('¿Cuántas cajas quiere?');

  const question = phone.bubble('¿Cuántas cajas quiere?');
  await question.hover();
  await question.getByRole('button', { name: 'React', exact: true }).click();
  await phone.page.getByRole('menuitem', { name: 'React with 🙏' }).click();
  await expect(
    inbox.bubble('¿Cuántas cajas quiere?').getByRole('img', { name: /^Reactions: 🙏/ }),
  ).toBeVisible();

  await phone.menu(phone.bubble('Quiero 12 cajas'), 'Edit');
  await expect(phone.field).toHaveValue('Quiero 12 cajas');
  await phone.write('Quiero 14 cajas');
  const edited = inbox.bubble('Quiero 14 cajas');
  await expect(edited).toContainText('edited');
  await expect(inbox.bubble('Quiero 12 cajas')).toHaveCount(0);
  await expect(phone.bubble('Quiero 14 cajas')).toContainText('edited');

  await phone.menu(phone.bubble('Quiero 14 cajas'), 'Delete for everyone');
  await expect(inbox.bubble('Deleted by the customer')).toBeVisible();
  await expect(inbox.bubble('Quiero 14 cajas')).toHaveCount(0);
  await expect(phone.bubble('You deleted this message')).toBeVisible();
  await expect(inbox.row('Inés Jordán')).toContainText('Deleted message');
  expect((await customer.chat()).messages.at(-1)?.changed).toBe('revoked');
});

test('one goes from phone to phone, and somebody new writes', async ({ inbox, demo, page }) => {
  await meet(demo, 'Karla Lozano');
  await meet(demo, 'Leandro Mora');
  const karla = await Handset.takeUp(page, demo, 'Karla Lozano');
  await karla.write('Soy Karla');
  await page.getByLabel('Customer').selectOption({ label: 'Leandro Mora' });
  const phones = page.getByRole('navigation', { name: 'Phones taken up' });
  await phones.getByRole('button', { name: 'Karla Lozano' }).click();
  await expect(karla.bubble('Soy Karla')).toBeVisible();

  await page.getByRole('button', { name: 'New customer' }).click();
  const dialog = page.getByRole('dialog', { name: 'New customer' });
  await dialog.getByLabel('Name').fill('Nora Olmedo');
  await dialog.getByRole('button', { name: 'Take up the phone' }).click();
  const glass = page.getByRole('region', { name: 'Phone of Nora Olmedo' });
  await glass.getByRole('textbox', { name: 'Message' }).fill('No tengo número a la vista');
  await glass.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(glass.getByText('No tengo número a la vista')).toBeVisible();
  await inbox.goto();
  await expect(inbox.row('Nora Olmedo')).toContainText('No tengo número a la vista');
});

test('emoji are found by words and by keys, in text and as reactions', async ({ inbox, demo }) => {
  const { customer } = await meet(demo, 'Omar Pineda');
  await inbox.openFresh('Omar Pineda');
  const { page } = inbox;
  await inbox.composer.fill('Listo ');
  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  const picker = page.getByRole('dialog', { name: 'Emoji' });
  await picker.getByRole('combobox', { name: 'Search emoji' }).fill('red heart');
  await expect(picker.getByRole('option', { name: 'red heart', exact: true })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await picker.getByRole('combobox').fill('');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(picker).toHaveCount(0);
  await expect(inbox.composer).toBeFocused();
  await expect(inbox.composer).toHaveValue(/^Listo ❤️\p{Emoji}/u);
  await page.keyboard.press('Enter');
  await expect.poll(() => customer.texts()).toContainEqual(expect.stringMatching(/^Listo ❤️\p{Emoji}/u));

  const hello = inbox.bubble('Hola');
  await hello.hover();
  await hello.getByRole('button', { name: 'React', exact: true }).click();
  await page.getByRole('menuitem', { name: 'More emoji' }).click();
  await picker.getByRole('combobox', { name: 'Search emoji' }).fill('brick');
  await picker.getByRole('option', { name: 'brick', exact: true }).click();
  await expect(hello.getByRole('img', { name: /^Reactions: 🧱/ })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`the phone fits a phone and reads well (${theme})`, async ({ demo, another }) => {
    const { send } = await meet(demo, `Paz Quiroga ${theme}`);
    const { page } = await another({ viewport: PHONE, touch: true });
    await page.emulateMedia({ colorScheme: theme });
    const phone = await Handset.takeUp(page, demo, `Paz Quiroga ${theme}`);
    await phone.write('¿Cuánto cuesta?');
    const buttons = ['Sí', 'No', 'Quizá más tarde'].map((title, n) => ({
      type: 'reply',
      reply: { id: String(n), title },
    }));
    await send({
      type: 'interactive',
      interactive: { type: 'button', body: { text: '¿Le interesa?' }, action: { buttons } },
    });
    await expect(phone.bubble('¿Le interesa?').getByRole('button', { name: 'Sí' })).toBeVisible();
    expect(await page.evaluate(clipped)).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
  });
}
