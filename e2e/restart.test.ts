/** The server goes and comes back in the middle of the work: nothing is missing, nothing is there twice. */

import type { Session } from './support/api.ts';
import { DESKTOP, PHONE } from './support/browser.ts';
import { type Business, House, registerAtMeta } from './support/house.ts';
import { Inbox } from './support/inbox.ts';
import { test as base, expect } from './support/test.ts';

type Place = { house: House; owner: Session; business: Business };

let businesses = 0;

const test = base.extend<{ place: Place }>({
  place: async ({ demo }, use) => {
    businesses += 1;
    const house = await House.start(demo.meta);
    const business = await registerAtMeta(demo.meta, businesses);
    const owner = await house.setUp();
    await house.connect(owner, business);
    await use({ house, owner, business });
    await house.dispose();
  },
  baseURL: async ({ place }, use) => use(place.house.server.url),
  storageState: async ({ place }, use) => use(place.owner.state),
});

const FORMS = [
  { form: 'desktop', viewport: DESKTOP, signal: 'SIGTERM' },
  { form: 'desktop', viewport: DESKTOP, signal: 'SIGKILL' },
  { form: 'phone', viewport: PHONE, signal: 'SIGKILL' },
] as const;

for (const { form, viewport, signal } of FORMS) {
  test.describe(() => {
    test.use({ viewport });

    test(`comes back after ${signal} (${form})`, async ({ page, place: { house, business } }) => {
      const inbox = new Inbox(page);
      const customer = house.customer('Elvira Pacheco', business);
      await inbox.goto();
      await customer.write('uno');
      await inbox.row('Elvira Pacheco').click();
      await expect(inbox.bubble('uno')).toBeVisible();
      await inbox.answerByTouch('dos');
      await expect(inbox.tick('dos', 'Read')).toBeVisible({ timeout: 20_000 });

      await house.server.stop(signal);
      await customer.write('tres');
      await inbox.answerByTouch('cuatro');
      await expect(inbox.tick('cuatro', 'Waiting to go out')).toBeVisible();
      await expect(inbox.offline).toContainText('1 message is waiting', { timeout: 8_000 });

      await house.startAgain();
      await expect(inbox.offline).toBeHidden({ timeout: 20_000 });
      await expect(inbox.bubble('tres')).toBeVisible({ timeout: 20_000 });
      await expect(inbox.tick('cuatro', 'Read')).toBeVisible({ timeout: 20_000 });
      const seen = await inbox.texts();
      expect(seen.toSorted()).toEqual(['cuatro', 'dos', 'tres', 'uno']);
      expect((await customer.texts()).toSorted()).toEqual(['cuatro', 'dos', 'tres', 'uno']);

      await page.reload();
      await expect(inbox.tick('cuatro', 'Read')).toBeVisible();
      expect((await inbox.texts()).toSorted()).toEqual(seen.toSorted());
    });
  });
}

test('killed while sending, an answer arrives once or says that it is not sure', async ({
  page,
  place: { house, business },
}) => {
  const inbox = new Inbox(page);
  const customer = house.customer('Fabián Lugo', business);
  await inbox.goto();
  await customer.write('hola');
  await inbox.open('Fabián Lugo');
  for (const [round, pause] of [0, 60, 200].entries()) {
    const text = `intento ${round}`;
    await inbox.answer(text);
    await page.waitForTimeout(pause);
    await house.server.stop('SIGKILL');
    await house.startAgain();
    await expect(inbox.bubble(text).getByRole('img', { name: /^(Read|Uncertain)$/ })).toBeVisible({
      timeout: 30_000,
    });
    await expect(inbox.bubbles(text)).toHaveCount(1);
    expect((await customer.texts()).filter((one) => one === text).length).toBeLessThanOrEqual(1);
  }
});
