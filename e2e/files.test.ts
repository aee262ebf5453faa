/** Files both ways: what customers send is seen and heard, what the team attaches arrives. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Handset } from './support/handset.ts';
import { expect, test } from './support/test.ts';

const PICTURE = readFileSync(join(import.meta.dirname, '../docs/images/inbox-light.png'));
const PAPER = Buffer.from('%PDF-1.4\n%%EOF\n');

test('several files go out with their captions, and what is too large says so before', async ({
  inbox,
  demo,
  another,
}) => {
  const customer = demo.customer('Raúl Zamudio');
  await customer.write('¿Me mandas fotos?');
  await inbox.openFresh('Raúl Zamudio');
  const { page } = inbox;
  await page.getByTestId('attach-pictures').setInputFiles([
    { name: 'patio.png', mimeType: 'image/png', buffer: PICTURE },
    { name: 'enorme.png', mimeType: 'image/png', buffer: Buffer.alloc(6_000_000) },
  ]);
  const tray = page.getByRole('list', { name: 'Files to send' });
  await expect(tray).toContainText('Photo: WhatsApp takes 5 MB at most.');
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await tray.getByRole('button', { name: 'Remove enorme.png' }).click();
  await page
    .getByTestId('attach-documents')
    .setInputFiles([{ name: 'Cotización 4821.pdf', mimeType: 'application/pdf', buffer: PAPER }]);
  await tray.getByLabel('Caption of patio.png').fill('El patio de la tienda');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(tray).toHaveCount(0);
  const photo = inbox.bubble('El patio de la tienda');
  await expect(photo.getByRole('button', { name: /^Open: El patio/ })).toBeVisible();
  await expect(inbox.bubble('Cotización 4821.pdf')).toContainText('PDF');
  await expect
    .poll(async () => (await customer.received()).map((one) => one.type))
    .toEqual(['image', 'document']);
  await photo.getByRole('button', { name: /^Open/ }).click();
  const viewer = page.getByRole('dialog', { name: 'Photos and videos' });
  await expect(viewer.getByRole('img', { name: 'El patio de la tienda' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);

  const phone = await Handset.takeUp((await another()).page, demo, 'Raúl Zamudio');
  const shown = phone.bubble('El patio de la tienda').locator('img');
  await expect(shown).toHaveJSProperty('naturalWidth', 1_440);
  const download = phone.page.waitForEvent('download');
  await phone.glass.getByRole('link', { name: 'Download Cotización 4821.pdf' }).click();
  expect(readFileSync(await (await download).path())).toEqual(PAPER);
});

test('a picture that WhatsApp does not take goes out as one that it takes', async ({ inbox, demo }) => {
  const customer = demo.customer('Vilma Ocampo');
  await customer.write('¿Tienes foto?');
  await inbox.openFresh('Vilma Ocampo');
  const { page } = inbox;
  const bmp = Buffer.alloc(54 + 4 * 12, 0);
  bmp.write('BM');
  bmp.writeUInt32LE(bmp.length, 2);
  for (const [at, value] of [
    [10, 54],
    [14, 40],
    [18, 4],
    [22, 4],
  ] as const)
    bmp.writeUInt32LE(value, at);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(24, 28);
  bmp.fill(Buffer.from([200, 90, 20]), 54);
  await page
    .getByTestId('attach-pictures')
    .setInputFiles([{ name: 'azul.bmp', mimeType: 'image/bmp', buffer: bmp }]);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(async () => (await customer.received()).map((one) => one.type)).toEqual(['image']);
});

test('a picture is pasted, and its caption is the text', async ({ inbox, demo }) => {
  const customer = demo.customer('Susana Yturbe');
  await customer.write('Hola');
  await inbox.openFresh('Susana Yturbe');
  await inbox.composer.focus();
  await inbox.composer.evaluate(
    (field, bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'pegado.png', { type: 'image/png' }));
      field.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    [...PICTURE],
  );
  await expect(inbox.page.getByRole('list', { name: 'Files to send' })).toContainText('pegado.png');
  await inbox.answer('Así se ve la sala');
  await expect(inbox.bubble('Así se ve la sala').getByRole('button', { name: /^Open/ })).toBeVisible();
  await expect
    .poll(async () => (await customer.received()).map(({ type, text }) => [type, text]))
    .toEqual([['image', 'Así se ve la sala']]);
});

test('a file that is dragged in is let go anywhere on the conversation', async ({ inbox, demo }) => {
  const customer = demo.customer('Sabino Zepeda');
  await customer.write('¿Y el plano?');
  await inbox.openFresh('Sabino Zepeda');
  const { page } = inbox;
  const dataTransfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'Plano.pdf', { type: 'application/pdf' }));
    return data;
  }, PAPER.toString());
  await inbox.thread.dispatchEvent('dragenter', { dataTransfer });
  const zone = page.getByTestId('drop-zone');
  await expect(zone).toHaveText('Let go to attach');
  await zone.dispatchEvent('drop', { dataTransfer });
  await expect(zone).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Files to send' })).toContainText('Plano.pdf');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(async () => (await customer.received()).map((one) => one.type)).toEqual(['document']);
});

test('buttons, a place and a card are built, sent and drawn', async ({ inbox, demo, another }) => {
  const customer = demo.customer('Tomás Villagrán');
  await customer.write('¿Cuándo pueden?');
  await inbox.openFresh('Tomás Villagrán');
  const { page } = inbox;
  const build = async (what: string) => {
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    await inbox.choose(what);
    return page.getByRole('dialog');
  };
  const question = await build('Buttons, list or link');
  await question.getByLabel('Text', { exact: true }).fill('¿Le queda bien el viernes?');
  await question.getByLabel('Button 1').fill('Sí');
  await question.getByLabel('Button 2').fill('Mejor otro día');
  await question.getByRole('button', { name: 'Send' }).click();
  const choices = inbox.bubble('¿Le queda bien el viernes?').getByRole('list', { name: 'Choices' });
  await expect(choices.getByRole('listitem')).toHaveText(['Sí', 'Mejor otro día']);

  const place = await build('Location');
  await place.getByLabel('Coordinates').fill('https://maps.example/?q=20.6407,-103.3112');
  await place.getByLabel('Name of the place (optional)').fill('Taller de San Pedro');
  await place.getByRole('button', { name: 'Send' }).click();
  await expect(inbox.bubble('Taller de San Pedro')).toContainText('20.64070, -103.31120');

  const card = await build('Contact card');
  await card.getByLabel('Name', { exact: true }).fill('Paula Nogueira');
  await card.getByLabel('Phone number').fill('+52 55 5555 0177');
  await card.getByRole('button', { name: 'Send' }).click();
  await expect(inbox.bubble('Paula Nogueira')).toContainText('+52 55 5555 0177');
  await expect
    .poll(async () => (await customer.received()).map((one) => one.type))
    .toEqual(['interactive', 'location', 'contacts']);

  const phone = await Handset.takeUp((await another()).page, demo, 'Tomás Villagrán');
  await expect(phone.bubble('Taller de San Pedro')).toContainText('20.64070, -103.31120');
  await expect(phone.bubble('Paula Nogueira')).toContainText('+52 55 5555 0177');
  const asked = phone.bubble('¿Le queda bien el viernes?');
  await asked.getByRole('button', { name: 'Sí', exact: true }).click();
  await expect(inbox.bubble('Button pressed')).toContainText('Sí');
});

test('one reacts by mouse and by key, and takes it back', async ({ inbox, demo }) => {
  const customer = demo.customer('Ulises Treviño');
  const asked = await customer.write('¡Llegó todo perfecto!');
  await inbox.openFresh('Ulises Treviño');
  const bubble = inbox.bubble('¡Llegó todo perfecto!');
  await bubble.hover();
  await bubble.getByRole('button', { name: 'React', exact: true }).click();
  await inbox.page.getByRole('menuitem', { name: 'React with ❤️' }).click();
  await expect(bubble.getByRole('img', { name: /^Reactions: ❤️/ })).toBeVisible();
  const reactions = async () =>
    (await customer.chat()).messages.find((one) => one.id === asked)?.reactions.map((one) => one.emoji);
  await expect.poll(reactions).toEqual(['❤️']);
  await inbox.page.keyboard.press('+');
  await inbox.page.getByRole('menuitem', { name: 'Take the reaction back' }).click();
  await expect(bubble.getByRole('img', { name: /^Reactions/ })).toHaveCount(0);
  await expect.poll(reactions).toEqual([]);
});

test('the text of a message is copied from its menu, and a link to it', async ({ inbox, demo, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await demo.customer('Vicente Sandoval').write('Referencia 4821-Ñ 🧱\ny gracias');
  await inbox.openFresh('Vicente Sandoval');
  const { page } = inbox;
  const bubble = inbox.bubble('Referencia 4821-Ñ');
  const copy = async (item: string) => {
    await bubble.hover();
    await bubble.getByRole('button', { name: 'More about this message' }).click();
    await inbox.choose(item);
  };
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await copy('Copy text');
  await expect.poll(copied).toBe('Referencia 4821-Ñ 🧱\ny gracias');
  await copy('Copy link to the message');
  await expect.poll(copied).toMatch(/#msg_/);
  const link = await copied();
  await inbox.goto();
  await expect(bubble).toHaveCount(0);
  await page.goto(link);
  await expect(bubble).toBeInViewport();
});

test('a message is forwarded to another conversation', async ({ inbox, demo }) => {
  const other = demo.customer('Verónica Salgado');
  await other.write('¿Me pasas los datos?');
  await demo.customer('Wendy Rosales').write('Cuenta 0123 a nombre de Azulejos');
  await inbox.openFresh('Wendy Rosales');
  const bubble = inbox.bubble('Cuenta 0123');
  await bubble.hover();
  await bubble.getByRole('button', { name: 'More about this message' }).click();
  await inbox.choose('Forward');
  const dialog = inbox.page.getByRole('dialog', { name: 'Forward to…' });
  await dialog.getByLabel('Search by name or number').fill('veron');
  await dialog.getByRole('button', { name: /^Verónica/ }).click();
  await expect.poll(() => other.texts()).toContain('Cuenta 0123 a nombre de Azulejos');
});

test('what a customer sends is seen in full, one after the other, and nothing jumps', async ({
  inbox,
  demo,
}) => {
  const customer = demo.customer('Ximena Uribe');
  await customer.write('Te mando las fotos');
  for (const caption of ['La cocina', 'El baño'])
    await customer.sendFile('image', { bytes: PICTURE, mimeType: 'image/png' }, { caption });
  await customer.sendFile('document', {
    bytes: new TextEncoder().encode('%PDF-1.4\n%%EOF\n'),
    mimeType: 'application/pdf',
    name: 'Plano.pdf',
  });
  await inbox.openFresh('Ximena Uribe');
  const { page } = inbox;
  const first = inbox.bubble('La cocina').getByRole('button', { name: 'Open: La cocina' });
  const box = await first.boundingBox();
  await expect(first.locator('img')).toHaveJSProperty('complete', true);
  expect((await first.boundingBox())?.height).toBe(box?.height);
  await first.click();
  const viewer = page.getByRole('dialog', { name: 'Photos and videos' });
  await expect(viewer).toContainText('1 of 2');
  await page.keyboard.press('ArrowRight');
  await expect(viewer).toContainText('2 of 2');
  await expect(viewer.getByRole('img', { name: 'El baño' })).toHaveJSProperty('naturalWidth', 1_440);
  await page.keyboard.press('ArrowLeft');
  await expect(viewer.getByRole('img', { name: 'La cocina' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(first).toBeFocused();

  const download = page.waitForEvent('download');
  await inbox.bubble('Plano.pdf').getByRole('link', { name: 'Download Plano.pdf' }).click();
  expect((await download).suggestedFilename()).toBe('Plano.pdf');
});
