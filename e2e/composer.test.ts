/** What goes out besides text, as it is built in the composer and as the customer has it on the phone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousFindings } from './support/axe.ts';
import { PHONE } from './support/browser.ts';
import type { Demo } from './support/demo.ts';
import { clipped } from './support/fit.ts';
import { Handset } from './support/handset.ts';
import type { Inbox } from './support/inbox.ts';
import type { Customer } from './support/meta.ts';
import { expect, test } from './support/test.ts';

const file = (name: string, mimeType: string) => ({
  name,
  mimeType,
  buffer: readFileSync(join(import.meta.dirname, 'fixtures', name)),
});
const FILM = file('film.mp4', 'video/mp4');
const SOUND = file('sound.mp3', 'audio/mpeg');
const STICKER = file('sticker.webp', 'image/webp');
const MOVING = file('sticker-moving.webp', 'image/webp');

async function meet(demo: Demo, inbox: Inbox, name: string): Promise<Customer> {
  const customer = demo.customer(name);
  await customer.write('Hola');
  await inbox.openFresh(name);
  return customer;
}

/** Opens what is built in a dialog. */
async function build({ page }: Inbox, what: string) {
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('menuitem', { name: what, exact: true }).click();
  return page.getByRole('dialog');
}

test('a film, a sound and stickers go out, and play on the phone', async ({ inbox, demo, another }) => {
  const customer = await meet(demo, inbox, 'Adela Barrientos');
  const { page } = inbox;
  const send = async (field: string, sent: ReturnType<typeof file>) => {
    await page.getByTestId(field).setInputFiles(sent);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Files to send' })).toHaveCount(0);
  };
  await send('attach-pictures', FILM);
  await send('attach-sounds', SOUND);
  await send('attach-stickers', STICKER);
  await send('attach-stickers', MOVING);
  await expect
    .poll(async () =>
      (await customer.received()).map(({ type, media }) => [type, media?.mime_type, media?.voice]),
    )
    .toEqual([
      ['video', 'video/mp4', false],
      ['audio', 'audio/mpeg', false],
      ['sticker', 'image/webp', false],
      ['sticker', 'image/webp', false],
    ]);
  await expect(inbox.thread.getByRole('button', { name: 'Open: Video' })).toBeVisible();
  // A frame of it is seen before it plays.
  const frame = inbox.thread.locator('video');
  await expect.poll(() => frame.evaluate((one: HTMLVideoElement) => one.readyState)).toBeGreaterThan(1);
  await expect(inbox.thread.getByRole('img', { name: 'Sticker' })).toHaveCount(2);

  const phone = await Handset.takeUp((await another()).page, demo, 'Adela Barrientos');
  const film = phone.glass.locator('video');
  await expect.poll(() => film.evaluate((one: HTMLVideoElement) => one.videoWidth)).toBe(320);
  const stickers = phone.glass.getByRole('img', { name: 'Sticker' });
  await expect(stickers).toHaveCount(2);
  for (const sticker of await stickers.all()) await expect(sticker).toHaveJSProperty('naturalWidth', 512);
  await phone.glass.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await customer.received())[1]?.state).toMatch(/read|played/);
});

test('what is no sticker, or too large for one, says so before it is sent', async ({ inbox, demo }) => {
  const customer = await meet(demo, inbox, 'Beatriz Corral');
  const { page } = inbox;
  const heavy = (one: typeof STICKER, name: string) => ({
    ...one,
    name,
    buffer: Buffer.concat([one.buffer, Buffer.alloc(550_000)]),
  });
  await page
    .getByTestId('attach-stickers')
    .setInputFiles([
      heavy(STICKER, 'quieto.webp'),
      heavy(MOVING, 'brinca.webp'),
      { name: 'notas.txt', mimeType: 'text/plain', buffer: Buffer.from('azul') },
    ]);
  const tray = page.getByRole('list', { name: 'Files to send' });
  const row = (name: string) => tray.getByRole('listitem').filter({ hasText: name });
  await expect(row('brinca.webp').getByRole('alert')).toContainText(
    'Sticker: WhatsApp takes 500 kB at most.',
  );
  await expect(row('notas.txt').getByRole('alert')).toContainText('A sticker is made of a picture');
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await tray.getByRole('button', { name: 'Remove brinca.webp' }).click();
  await tray.getByRole('button', { name: 'Remove notas.txt' }).click();
  // One that stands still becomes small enough.
  await expect(row('quieto.webp').getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(async () => (await customer.received()).map((one) => one.type)).toEqual(['sticker']);
});

test('a sticker that came is sent back from its menu', async ({ inbox, demo }) => {
  const customer = await meet(demo, inbox, 'Celia Duarte');
  await customer.sendFile('sticker', { bytes: new Uint8Array(STICKER.buffer), mimeType: 'image/webp' });
  const stickers = inbox.thread.getByRole('img', { name: 'Sticker' });
  await expect(stickers).toHaveCount(1);
  await stickers.click({ button: 'right' });
  await inbox.choose('Send this sticker');
  await expect(stickers).toHaveCount(2);
  await expect.poll(async () => (await customer.received()).map((one) => one.type)).toEqual(['sticker']);
});

test('a list with sections is built, and a row of it is picked on the phone', async ({
  inbox,
  demo,
  another,
}) => {
  const customer = await meet(demo, inbox, 'Darío Esquivel');
  const { page } = inbox;
  const dialog = await build(inbox, 'Buttons, list or link');
  await dialog.getByRole('tab', { name: 'List' }).click();
  await dialog.getByLabel('Text', { exact: true }).fill('¿Qué color le gusta?');
  await dialog.getByLabel('Button that opens the list').fill('Ver colores');
  await dialog.getByLabel('Row 1').fill('Azul cobalto');
  await dialog.getByLabel('Description').first().fill('Hecho a mano');
  await dialog.getByLabel('Row 2').fill('Azul cielo');
  await dialog.getByRole('button', { name: 'Add a section' }).click();
  await dialog.getByLabel('Row 3').fill('Gris perla');
  const send = dialog.getByRole('button', { name: 'Send', exact: true });
  await expect(send).toBeDisabled();
  await dialog.getByLabel('Title of section 1').fill('Azules');
  await dialog.getByLabel('Title of section 2').fill('Grises');
  expect(await seriousFindings(page)).toEqual([]);
  expect(await page.evaluate(clipped)).toEqual([]);
  await send.click();
  const sent = inbox.bubble('¿Qué color le gusta?');
  await sent.getByRole('button', { name: 'Ver colores' }).click();
  const shown = page.getByRole('dialog', { name: 'Ver colores' });
  await expect(shown.getByRole('heading', { level: 3 })).toHaveText(['Azules', 'Grises']);
  await page.keyboard.press('Escape');

  const phone = await Handset.takeUp((await another()).page, demo, 'Darío Esquivel');
  await phone.bubble('¿Qué color le gusta?').getByRole('button', { name: 'Ver colores' }).click();
  const sheet = phone.page.getByRole('dialog', { name: 'Ver colores' });
  await sheet.getByRole('radio', { name: /^Gris perla/ }).check();
  await sheet.getByRole('button', { name: 'Send' }).click();
  await expect(inbox.bubble('Chosen from a list')).toContainText('Gris perla');
  expect((await customer.chat()).messages.at(-1)?.content).toMatchObject({ list_reply: { id: 'r3' } });
});

test('a link is built, and leads away from the phone', async ({ inbox, demo, another }) => {
  await meet(demo, inbox, 'Elena Farías');
  const dialog = await build(inbox, 'Buttons, list or link');
  await dialog.getByRole('tab', { name: 'Link' }).click();
  await dialog.getByLabel('Text', { exact: true }).fill('Siga su pedido aquí');
  await dialog.getByLabel('Text of the link').fill('Rastrear');
  await dialog.getByLabel('Web address').fill('https://azulejos.example/4821');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  const link = { name: 'Rastrear' };
  await expect(inbox.bubble('Siga su pedido aquí').getByRole('link', link)).toBeVisible();
  const phone = await Handset.takeUp((await another()).page, demo, 'Elena Farías');
  await expect(phone.bubble('Siga su pedido aquí').getByRole('link', link)).toHaveAttribute(
    'href',
    'https://azulejos.example/4821',
  );
});

test('a place is asked for from the menu, and shared with one tap', async ({ inbox, demo, another }) => {
  const customer = await meet(demo, inbox, 'Fermín Galván');
  const dialog = await build(inbox, 'Ask for the location');
  await dialog.getByLabel('Text', { exact: true }).fill('¿A dónde lo llevamos?');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(inbox.bubble('¿A dónde lo llevamos?').getByRole('list', { name: 'Choices' })).toContainText(
    'Send location',
  );
  const phone = await Handset.takeUp((await another()).page, demo, 'Fermín Galván');
  await phone.bubble('¿A dónde lo llevamos?').getByRole('button', { name: 'Send location' }).click();
  const place = phone.page.getByRole('dialog', { name: 'Send a location' });
  await place.getByLabel('Coordinates').fill('19.4326, -99.1332');
  await place.getByRole('button', { name: 'Send' }).click();
  await expect(inbox.bubble('19.43260, -99.13320')).toBeVisible();
  const [asked] = await customer.received();
  expect((await customer.chat()).messages.at(-1)?.reply_to).toBe(asked?.id);
});

test('a draft is deleted and brought back, by mouse and by key', async ({ inbox, demo }) => {
  const customer = await meet(demo, inbox, 'Gilda Huesca');
  const { page } = inbox;
  const remove = page.getByRole('button', { name: 'Delete draft' });
  await expect(remove).toHaveCount(0);
  await inbox.bubble('Hola').hover();
  await inbox.bubble('Hola').getByRole('button', { name: 'Reply' }).click();
  await inbox.composer.fill('Le mando el video');
  await page.getByTestId('attach-pictures').setInputFiles(FILM);
  const tray = page.getByRole('list', { name: 'Files to send' });
  await expect(tray).toContainText('film.mp4');
  await remove.click();
  await expect(inbox.composer).toHaveValue('');
  await expect(tray).toHaveCount(0);
  await expect(page.getByRole('button', { name: "Don't quote" })).toHaveCount(0);
  await inbox.toast.getByRole('button', { name: /^Undo/ }).click();
  await expect(inbox.composer).toHaveValue('Le mando el video');
  await expect(inbox.composer).toBeFocused();

  await page.keyboard.press('ControlOrMeta+Shift+Backspace');
  await expect(inbox.composer).toHaveValue('');
  await expect(inbox.row('Gilda Huesca')).not.toContainText('Draft:');
  await page.keyboard.press('z');
  await expect(inbox.composer).toHaveValue('Le mando el video');
  await expect(tray).toContainText('film.mp4');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () =>
      (await customer.received()).map(({ type, text, reply_to }) => [type, text, reply_to !== null]),
    )
    .toEqual([['video', 'Le mando el video', true]]);
});

test('one reacts by finger, with any emoji, and takes it back', async ({ demo, another }) => {
  const customer = demo.customer('Hilda Ibarra');
  const written = await customer.write('¡Quedó precioso!');
  const inbox = await another({ viewport: PHONE, touch: true });
  await inbox.goto();
  await inbox.row('Hilda Ibarra').tap();
  const { page } = inbox;
  const bubble = inbox.bubble('¡Quedó precioso!');
  const touch = await page.context().newCDPSession(page);
  const rest = async () => {
    const box = await bubble.locator('[data-bubble]').boundingBox();
    const point = { x: (box?.x ?? 0) + 30, y: (box?.y ?? 0) + 15 };
    await touch.send('Input.synthesizeTapGesture', { ...point, duration: 700, gestureSourceType: 'touch' });
    await expect(page.getByRole('menu')).toBeVisible();
  };
  const reactions = async () =>
    (await customer.chat()).messages.find((one) => one.id === written)?.reactions.map((one) => one.emoji);
  await rest();
  expect(await page.evaluate(clipped)).toEqual([]);
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'React with 🙏' }).tap();
  await expect.poll(reactions).toEqual(['🙏']);
  await expect(bubble.getByRole('img', { name: /^Reactions: 🙏/ })).toBeVisible();
  await rest();
  await page.getByRole('menuitem', { name: 'More emoji' }).tap();
  const picker = page.getByRole('dialog', { name: 'Emoji' });
  await picker.getByRole('combobox', { name: 'Search emoji' }).fill('brick');
  await picker.getByRole('option', { name: 'brick', exact: true }).tap();
  await expect.poll(reactions).toEqual(['🧱']);
  await expect(bubble.getByRole('img', { name: /^Reactions: 🧱/ })).toBeVisible();
  await rest();
  await page.getByRole('menuitem', { name: 'Take the reaction back' }).tap();
  await expect.poll(reactions).toEqual([]);
});
