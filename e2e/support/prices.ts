/** Prices as people see them, and a rate card of one's own. */
import type { Locator, Page } from '@playwright/test';
import { Demo } from './demo.ts';
import { test as base } from './test.ts';

export { expect } from './test.ts';

// Own prices and sums would be in the way of the other tests.
export const test = base.extend<object, { demo: Demo }>({
  demo: [
    async ({}, use) => {
      const demo = await Demo.start();
      await use(demo);
      await demo.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

type Listed = { data: { id: string | null }[] };

const today = (): string => new Date().toISOString().slice(0, 10);

/** From today on, with nothing free, and prices that no card of Meta's has. */
export const ownCard = (name = 'Our contract') => ({
  name,
  source: 'Our contract, as signed',
  valid_from: today(),
  currency: 'USD',
  service: { charged_from: '2026-01-01', rate_of: 'utility', free_a_month: 0, source: 'Our contract' },
  markets: [
    {
      name: 'Everywhere',
      default: true,
      rates: { marketing: '0.05', utility: '0.01', authentication: '0.02', service: '0.0123' },
    },
  ],
});

/** How many answers of a month Meta does not charge. */
async function giveFree(demo: Demo, messages: number): Promise<void> {
  for (const line of demo.lines)
    await demo.meta.call('POST', `/phones/${line.doors[0]?.phone_number_id}`, {
      free_service_messages: messages,
    });
}

export async function loadOwnCard(demo: Demo): Promise<void> {
  await giveFree(demo, 0);
  await demo.api.call('POST', demo.path('/rate-cards'), { card: ownCard() });
}

/** So that the next test begins with Meta's prices and without a limit. */
export async function forgetPrices(demo: Demo): Promise<void> {
  await giveFree(demo, 1000);
  const { data } = await demo.api.call<Listed>('GET', demo.path('/rate-cards'));
  for (const { id } of data) if (id !== null) await demo.api.call('DELETE', demo.path(`/rate-cards/${id}`));
  for (const line of demo.lines) await demo.api.call('DELETE', demo.path(`/lines/${line.id}/budget`));
}

/** The price at the foot of the composer, or of a template. */
export const chip = (within: Page | Locator): Locator =>
  within.getByRole('button', { name: /^Next message: / });

/** The amount that a price names, in dollars. */
export async function amountOf(shown: Locator): Promise<number> {
  const [, amount] = (await shown.innerText()).match(/\$([\d.]+)/) ?? [];
  if (amount === undefined) throw new Error(`no amount in ${await shown.innerText()}`);
  return Number(amount);
}

export const dollars = (amount: number): string => `$${Number(amount.toFixed(6))}`;
