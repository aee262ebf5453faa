/** What a line may spend, and by which connections. */
import type { Page } from '@playwright/test';
import type { Demo } from './support/demo.ts';
import { chip, expect, forgetPrices, loadOwnCard, test } from './support/prices.ts';

test.afterEach(({ demo }) => forgetPrices(demo));

const openLine = async (page: Page, demo: Demo, name: string) => {
  await page.goto(`/o/${demo.organization}/lines`);
  await page.getByRole('button', { name, exact: true }).click();
  return page.getByRole('dialog', { name });
};

test('a budget that stops refuses with words, and lifts when it is raised', async ({ inbox, demo }) => {
  const { page } = inbox;
  await loadOwnCard(demo);
  const { name, id } = demo.line;
  const customer = demo.customer('Eusebio Tun');
  await customer.write('¿Me ayudan?');
  await demo.arrived(customer, 1);
  const dialog = await openLine(page, demo, name);
  const budget = dialog.getByRole('region', { name: 'Budget' });
  await budget.getByLabel('Amount a month').fill('nothing');
  await expect(budget).toContainText('Write an amount above zero');
  await budget.getByLabel('Amount a month').fill('0,02');
  await budget.getByLabel('Warn at (%)').fill('50');
  await budget.getByRole('switch', { name: /^Stop what costs/ }).click();
  await budget.getByRole('button', { name: 'Set budget' }).click();
  await expect(budget).toContainText('$0.00 of $0.02 spent this month');

  await inbox.openFresh('Eusebio Tun');
  await expect(chip(page)).toContainText('$0.0123');
  await inbox.answer('Claro que sí');
  await expect(inbox.tick('Claro que sí', 'Read')).toBeVisible();
  const warning = page.getByRole('note').filter({ hasText: `${name} has spent 62% of its budget` });
  await expect(warning).toContainText('$0.0123 of $0.02 spent this month.');
  await expect(warning).toContainText('Once it is spent, messages that cost something stop.');
  await expect(chip(page)).toContainText('Cannot be sent · budget spent');
  await inbox.answer('¿Qué necesita?');
  const refused = inbox.bubble('¿Qué necesita?');
  await expect(refused).toContainText("This line's budget for the month is spent.");
  expect(await customer.texts()).not.toContain('¿Qué necesita?');

  const raise = (amount: string) =>
    demo.api.call('PUT', demo.path(`/lines/${id}/budget`), {
      money: { amount, currency: 'USD' },
      warn_at: 80,
      stops: true,
    });
  await raise('5');
  await expect(warning).toHaveCount(0);
  await expect(chip(page)).toContainText('$0.0123 · Service');
  await refused.getByRole('button', { name: 'Try again' }).click();
  await expect(inbox.tick('¿Qué necesita?', 'Read')).toBeVisible();

  await raise('0.02');
  await expect(
    page.getByRole('note').filter({ hasText: `The budget of ${name} for this month is spent.` }),
  ).toBeVisible();
  await page.goto(`/o/${demo.organization}/lines`);
  const reached = page
    .getByRole('alert')
    .filter({ hasText: `The budget of ${name} for this month is spent.` });
  await expect(reached).toContainText('what is free still does');
  await reached.getByRole('button', { name: 'Look' }).click();
  await expect(budget).toContainText('$0.0246 of $0.02 spent this month');
  await budget.getByRole('button', { name: 'Remove budget' }).click();
  await budget.getByRole('button', { name: 'Really remove?' }).click();
  await expect(budget.getByText('spent this month')).toHaveCount(0);
  await expect(reached).toHaveCount(0);
});

test('an owner allows unofficial connections with the risk said, and takes it back at once', async ({
  inbox,
  demo,
  another,
}) => {
  const { page } = inbox;
  const { name } = demo.line;
  const dialog = await openLine(page, demo, name);
  await dialog.getByLabel('Which connection sends').selectOption('The cheapest one');
  await expect(dialog).toContainText('the one that costs least carries it');
  const consent = dialog.getByRole('switch', { name: 'Unofficial connections may send' });
  await consent.click();
  const risk = page.getByRole('dialog', { name: 'Let unofficial connections send?' });
  await expect(risk).toContainText('It may ban the number');
  const allow = risk.getByRole('button', { name: 'Allow it' });
  await expect(allow).toBeDisabled();
  await risk.getByLabel('I know that the number may be lost').check();
  await allow.click();
  await expect(dialog).toContainText('Allowed since');
  const admin = await another({ as: await demo.join('admin', 'Gema Ku') });
  const theirs = await openLine(admin.page, demo, name);
  await expect(theirs.getByLabel('Which connection sends')).toHaveValue('cheapest');
  await consent.click();
  await expect(consent).not.toBeChecked();
  const closed = theirs.getByRole('switch', { name: 'Unofficial connections may send' });
  await expect(closed).not.toBeChecked();
  await expect(closed).toBeDisabled();
  await expect(theirs).toContainText('Only an owner of the organization can allow it.');
  await dialog.getByLabel('Which connection sends').selectOption('The Cloud API, else the linked phone');
});
