/** What messages cost: before they leave, and afterwards. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Demo } from './support/demo.ts';
import {
  amountOf,
  chip,
  dollars,
  expect,
  forgetPrices,
  loadOwnCard,
  ownCard,
  test,
} from './support/prices.ts';

test.afterEach(({ demo }) => forgetPrices(demo));

const openSpend = (page: Page, demo: Demo, search = '') =>
  page.goto(`/o/${demo.organization}/spend${search}`);

test('the composer tells the price of the next message, and why', async ({ inbox, demo }) => {
  const { page } = inbox;
  const customer = demo.customer('Aurelio Pech');
  await customer.write('¿Hacen envíos?');
  await demo.arrived(customer, 1);
  await inbox.openFresh('Aurelio Pech');
  await expect(chip(page)).toContainText("Free · this month's free messages");
  await chip(page).click();
  const why = page.getByRole('dialog', { name: 'Price of the next message' });
  await expect(why).toContainText('Service · Mexico');
  await expect(why).toContainText('It is the only connection that may send it.');
  await expect(why.getByRole('listitem')).toHaveCount(1);
  await expect(why.getByRole('listitem')).toContainText('Cloud API');
  await expect(why).toContainText("It is among the number's free service messages of the month.");
  await expect(why).toContainText(/Meta USD \d{4}-\d\d-\d\d, in force since/);
  // With one connection there is nothing to choose.
  await expect(why.getByRole('button')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(why).toHaveCount(0);
  await expect(chip(page)).toBeFocused();
  await page.keyboard.press('$');
  await expect(why).toBeVisible();
});

test('what was free before it left is free once it arrived', async ({ inbox, demo }) => {
  const { page } = inbox;
  const customer = demo.customer('Irma Pool');
  await customer.write('¿Abren el sábado?');
  await demo.arrived(customer, 1);
  await inbox.openFresh('Irma Pool');
  await inbox.answer('De nueve a dos');
  await expect(inbox.tick('De nueve a dos', 'Read')).toBeVisible();
  await inbox.bubble('De nueve a dos').locator('[data-bubble]').click({ button: 'right' });
  await inbox.choose('Why this way?');
  const why = page.getByRole('dialog', { name: 'Why this way?' });
  await expect(why).toContainText('Confirmed by WhatsApp');
  await expect(why).toContainText("It is among the number's free service messages of the month.");
});

test('a template tells the price of its category', async ({ inbox, demo }) => {
  const { page } = inbox;
  const customer = demo.customer('Benita Uc');
  await customer.write('¿Qué hay de nuevo?');
  await demo.arrived(customer, 1);
  await inbox.openFresh('Benita Uc');
  await page.keyboard.press('t');
  const picker = page.getByRole('dialog');
  await picker.getByRole('option', { name: /novedades_talavera/ }).click();
  await expect(chip(picker)).toContainText(/^\$0\.\d+ · Marketing, Mexico$/);
  const marketing = await amountOf(chip(picker));
  await picker.getByRole('button', { name: 'Back' }).click();
  await picker.getByRole('option', { name: /pedido_listo/ }).click();
  await expect(chip(picker)).toContainText(/^\$0\.\d+ · Utility, Mexico$/);
  expect(await amountOf(chip(picker))).toBeLessThan(marketing);
  await chip(picker).click();
  const why = page.getByRole('dialog', { name: 'Price of the next message' });
  await expect(why).toContainText("A template pays the rate of its category in the customer's country.");
});

test('an own rate card is loaded, changes the price, and is removed again', async ({ inbox, demo }) => {
  const { page } = inbox;
  const customer = demo.customer('Celso Balam');
  await customer.write('¿Cuánto cuesta?');
  await demo.arrived(customer, 1);
  await openSpend(page, demo);
  await page.getByRole('tab', { name: 'Rate cards' }).click();
  await page.getByRole('button', { name: 'Load a card' }).click();
  const dialog = page.getByRole('dialog', { name: 'Load a card' });
  const text = dialog.getByLabel('Rate card as JSON');
  const load = dialog.getByRole('button', { name: 'Load a card' });
  await text.fill('{"name": ');
  await load.click();
  await expect(dialog.getByRole('alert')).toContainText('This is not JSON');
  await text.fill(JSON.stringify({ ...ownCard(), markets: [] }));
  await load.click();
  await expect(dialog.getByRole('alert')).toContainText('the card has no markets; add at least one');
  await page.getByTestId('rate-card-file').setInputFiles({
    name: 'contract.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(ownCard())),
  });
  await expect(text).toHaveValue(/Our contract/);
  await load.click();
  await expect(dialog).toHaveCount(0);
  const card = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'Our contract' });
  await expect(card).toContainText('In force');
  await expect(card).toContainText('Own');
  await card.getByRole('button', { name: /Show 1 market/ }).click();
  await expect(card.getByRole('row', { name: /Everywhere/ })).toContainText('$0.0123');
  await card.getByRole('searchbox').fill('nowhere');
  await expect(card).toContainText('No market matches');

  await inbox.openFresh('Celso Balam');
  await expect(chip(page)).toContainText('$0.0123 · Service, Mexico');
  await openSpend(page, demo, '?tab=cards');
  await page.getByRole('button', { name: 'Remove Our contract' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(card).toHaveCount(0);
  await inbox.openFresh('Celso Balam');
  await expect(chip(page)).toContainText('Free');
});

test('what was sent is told by category and line, and its sum is that of the prices before', async ({
  inbox,
  demo,
}) => {
  const { page } = inbox;
  await loadOwnCard(demo);
  const line = demo.lineAt(1);
  const customer = demo.customer('Delfina Canul', line);
  await customer.write('¿Ya está mi pedido?');
  await demo.arrived(customer, 1);
  await inbox.openFresh('Delfina Canul');
  await expect(chip(page)).toContainText('$');
  let sum = await amountOf(chip(page));
  await inbox.answer('Ya casi');
  await expect(inbox.tick('Ya casi', 'Read')).toBeVisible();
  await inbox.composer.blur();
  await page.keyboard.press('t');
  const picker = page.getByRole('dialog');
  await picker.getByRole('option', { name: /pedido_listo/ }).click();
  await picker.getByLabel('{{1}} *', { exact: true }).fill('Delfina');
  await picker.getByLabel('{{2}} *', { exact: true }).fill('B-7');
  await expect(chip(picker)).toContainText('$');
  sum += await amountOf(chip(picker));
  await picker.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(inbox.tick('su pedido', 'Read')).toBeVisible();

  await inbox.bubble('Ya casi').locator('[data-bubble]').click({ button: 'right' });
  await inbox.choose('Why this way?');
  const why = page.getByRole('dialog', { name: 'Why this way?' });
  for (const words of [
    'Cloud API',
    'It is the only connection that may send it.',
    '$0.0123',
    'Confirmed by WhatsApp',
    'Our contract, in force since',
    'market Everywhere',
    'Team',
  ])
    await expect(why).toContainText(words);

  const search = `line=${line.id}`;
  await openSpend(page, demo, `?by=category&${search}`);
  await expect(page.getByTestId('spend-total')).toContainText(dollars(sum));
  await expect(page.getByTestId('spend-total')).toContainText('2 messages');
  await expect(page.getByRole('row', { name: /^Service/ })).toContainText('$0.0123');
  await expect(page.getByRole('row', { name: /^Utility/ })).toContainText('$0.01');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const file = await (await download).path();
  const rows = (await readFile(file, 'utf8')).replace('\uFEFF', '').trim().split('\r\n');
  expect(rows).toEqual([
    'Category,Messages,Price not known,Amount,Currency',
    'Service,1,0,0.0123,USD',
    'Utility,1,0,0.01,USD',
  ]);
  await page.getByRole('button', { name: 'Line', exact: true }).click();
  await expect(page.getByRole('row', { name: new RegExp(`^${line.name}`) })).toContainText(dollars(sum));
  await page.getByRole('button', { name: 'Country', exact: true }).click();
  await expect(page.getByRole('row', { name: /^Mexico/ })).toContainText(dollars(sum));
  await page.getByRole('button', { name: 'Day', exact: true }).click();
  await expect(page.getByRole('img', { name: /Spent by day, in USD/ })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(2);
});

test('the simulator tells what another day and another volume would cost', async ({ inbox, demo }) => {
  const { page } = inbox;
  await loadOwnCard(demo);
  const customer = demo.customer('Fermín Chi', demo.lineAt(1));
  await customer.write('¿Abren hoy?');
  await demo.arrived(customer, 1);
  await inbox.openFresh('Fermín Chi');
  await inbox.answer('Hasta las siete');
  await expect(inbox.tick('Hasta las siete', 'Read')).toBeVisible();

  await openSpend(page, demo, `?tab=simulate&line=${demo.lineAt(1).id}`);
  await expect(page.getByText('What if?')).toBeVisible();
  const volume = page.getByLabel('Volume (%)');
  await volume.fill('0');
  await expect(page.getByText('A whole number from 1 to 10,000.')).toBeVisible();
  await volume.fill('100');
  await page.getByRole('button', { name: 'Calculate' }).click();
  const service = page.getByRole('row', { name: /^Service/ });
  const cells = async () => await service.getByRole('cell').allInnerTexts();
  await expect(service).toContainText('$0.00');
  const [actual, same] = await cells();
  expect(same).toBe(actual);

  await volume.fill('200');
  await page.getByRole('button', { name: 'Calculate' }).click();
  await expect(service).toContainText('+$0.');
  // Answers were not charged in August.
  await page.getByLabel('At the prices of (optional)').fill('2026-08-15');
  await page.getByRole('button', { name: 'Calculate' }).click();
  await expect(service).toContainText('-$0.');
  await expect(service.getByRole('cell').nth(1)).toContainText('$0.00');
  await expect(page.getByRole('row', { name: /^Total \(USD\)/ })).toContainText('-$0.');
});

test('who may not see what is spent is not led there', async ({ demo, another }) => {
  const agent = await another({ as: await demo.join('agent', 'Hugo May') });
  await agent.goto();
  await expect(agent.page.getByRole('link', { name: 'Spend' })).toHaveCount(0);
  await openSpend(agent.page, demo);
  await expect(agent.page.getByText('You may not see this page')).toBeVisible();
});
