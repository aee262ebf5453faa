/** What only customers send: from an ad, a sticker that moves, and news of their number. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousFindings } from './support/axe.ts';
import { expect, test } from './support/test.ts';

const MOVING = new Uint8Array(readFileSync(join(import.meta.dirname, 'fixtures/sticker-moving.webp')));

const AD = {
  source_url: 'https://fb.example/ads/azulejos',
  source_id: '120210000000000001',
  source_type: 'ad',
  headline: 'Azulejos hechos a mano',
  body: 'Talavera y mosaico, a la medida de tu patio.',
  media_type: 'image',
  image_url: 'https://fb.example/ads/azulejos.jpg',
  ctwa_clid: 'ARAkLkA8rmlFeiCktEJQ',
};

test('whoever comes from an ad brings it along', async ({ inbox, demo }) => {
  const customer = demo.customer('Amparo Quintanilla');
  await customer.send({ type: 'text', text: '¿Siguen con la promoción?', referral: AD });
  await demo.arrived(customer, 1);
  await inbox.openFresh(customer.name);
  const bubble = inbox.bubble('¿Siguen con la promoción?');
  await expect(bubble).toContainText('Came from an ad');
  await expect(bubble).toContainText(AD.headline);
  await expect(bubble).toContainText(AD.body);
  const link = bubble.getByRole('link', { name: AD.source_url });
  await expect(link).toHaveAttribute('href', AD.source_url);
  await expect(link).toHaveAttribute('rel', /noopener/);
  await link.focus();
  await expect(link).toBeFocused();
  for (const colorScheme of ['light', 'dark'] as const) {
    await inbox.page.emulateMedia({ colorScheme });
    expect(await seriousFindings(inbox.page)).toEqual([]);
  }
});

test('a sticker that moves does so in the thread', async ({ inbox, demo }) => {
  const customer = demo.customer('Braulio Escamilla');
  await customer.sendFile('sticker', { bytes: MOVING, mimeType: 'image/webp' });
  await demo.arrived(customer, 1);
  await inbox.openFresh(customer.name);
  const sticker = inbox.thread.getByRole('img', { name: 'Sticker', exact: true });
  await expect(sticker).toBeVisible();
  await expect.poll(() => sticker.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBeGreaterThan(0);
  const shown = await sticker.evaluate(async (it: HTMLImageElement) => {
    const response = await fetch(it.src);
    const type = response.headers.get('content-type') ?? '';
    const data = await response.arrayBuffer();
    const decoder = new ImageDecoder({ type, data });
    await decoder.tracks.ready;
    return { type, bytes: [...new Uint8Array(data)], moves: decoder.tracks.selectedTrack?.animated };
  });
  expect(shown).toEqual({ type: 'image/webp', bytes: [...MOVING], moves: true });
  expect(await seriousFindings(inbox.page)).toEqual([]);
});

test('a customer who changes the number stays the same person', async ({ inbox, demo }) => {
  const customer = demo.customer('Celerina Bustos', demo.line, '+525555550124');
  await customer.write('Mañana cambio de número');
  await demo.arrived(customer, 1);
  await inbox.openFresh(customer.name);
  await customer.send({ type: 'system', system: { type: 'user_changed_number', wa_id: '525555550125' } });
  const notice = inbox.bubble('The customer has a new number: +52 55 5555 0125');
  await expect(notice).toBeVisible();
  await expect(notice.getByRole('button')).toHaveCount(0);
  await expect(inbox.details).toContainText('+52 55 5555 0125');
  const numbers = inbox.details.getByRole('listitem').filter({ hasText: 'Phone' });
  await inbox.openFresh(customer.name);
  await expect(numbers.filter({ hasText: '+52 55 5555 0124' })).toBeVisible();
  await expect(numbers.filter({ hasText: '+52 55 5555 0125' })).toBeVisible();
  expect(await seriousFindings(inbox.page)).toEqual([]);

  const moved = demo.customer(customer.name, demo.line, '+525555550125');
  await moved.write('Ya es el nuevo');
  await expect(inbox.bubble('Ya es el nuevo')).toBeVisible();
  await expect(inbox.row(customer.name)).toHaveCount(1);
  await inbox.answer('Anotado');
  await expect(inbox.tick('Anotado', 'Delivered')).toBeVisible();
  expect(await moved.texts()).toContain('Anotado');
});
