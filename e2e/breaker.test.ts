/** While Meta does not answer, a line rests, says so, and goes on by itself. */
import { Inbox } from './support/inbox.ts';
import { expect, test } from './support/new-house.ts';

/** Meta: service unavailable. So many in a row open the breaker; the next attempt is the probe. */
const UNAVAILABLE = 131_016;
const FAILURES = 5;

test('a breaker opens and closes before the eyes of whoever looks', async ({
  page,
  house,
  business,
  demo,
}) => {
  const owner = await house.setUp();
  await house.connect(owner, business);
  await page.context().addCookies(owner.state.cookies);
  const inbox = new Inbox(page);
  const names = ['Ana Baeza', 'Berta Cobos', 'Ciro Durán', 'Dora Elías', 'Efrén Farías'];
  const people = names.map((name) => house.customer(name, business));
  for (const person of people) await person.write('¿Hay alguien?');
  await inbox.openFresh('Efrén Farías');

  const phone_number_id = business.phoneNumberId;
  await demo.meta.fault({
    target: 'messages',
    kind: 'error',
    code: UNAVAILABLE,
    phone_number_id,
    times: FAILURES,
  });
  for (const name of names) {
    await inbox.openFresh(name);
    await inbox.answer(`Sí, ${name}`);
  }
  const silent = page.getByRole('note').filter({ hasText: 'Meta does not answer for Mostrador' });
  await expect(silent).toBeVisible({ timeout: 30_000 });
  await expect(inbox.composer).toBeEditable();
  await page.goto(`/o/${owner.organization}/lines`);
  const shown = page.getByText(/Meta does not answer for Mostrador; it is asked again at/);
  await expect(shown).toBeVisible();

  // The probe goes through, and so does what waited.
  await expect(shown).toHaveCount(0, { timeout: 60_000 });
  for (const person of people) {
    await expect.poll(() => person.texts(), { timeout: 60_000 }).toContain(`Sí, ${person.name}`);
  }
});
