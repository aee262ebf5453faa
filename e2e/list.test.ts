/** The list: search, filters in the address, order, and what offline means. */
import { newPhone } from './support/meta.ts';
import { expect, test } from './support/test.ts';

test('people are found by name, without accents, and by number', async ({ inbox, demo }) => {
  const wanted = demo.customer('Jazmín Argüelles');
  await wanted.write('Hola');
  await demo.customer('Keila Bravo').write('Hola');
  await inbox.goto();
  await inbox.page.keyboard.press('/');
  await expect(inbox.search).toBeFocused();
  await inbox.page.keyboard.type('jazmin arg');
  await expect(inbox.rows).toHaveCount(1);
  await expect(inbox.row('Jazmín Argüelles')).toBeVisible();
  await expect(inbox.page).toHaveURL(/q=jazmin/);
  await inbox.search.fill(wanted.phone.slice(-7));
  await expect(inbox.rows).toHaveCount(1);
  await expect(inbox.row('Jazmín Argüelles')).toBeVisible();
  await inbox.search.fill('nadie se llama así');
  await expect(inbox.page.getByText('No conversation matches')).toBeVisible();
  await inbox.page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(inbox.row('Keila Bravo')).toBeVisible();
});

test('filters live in the address, and Back leads to the list as it was', async ({ inbox, demo }) => {
  const other = demo.lineAt(1);
  await demo.customer('Liliana Corona', other).write('¿Envían a Mérida?');
  await demo.customer('Mateo Domínguez').write('Hola');
  const { page } = inbox;
  await inbox.goto();
  await page.getByRole('button', { name: /^Line:/ }).click();
  await inbox.choose(other.name);
  await expect(inbox.row('Mateo Domínguez')).toHaveCount(0);
  await page.getByRole('button', { name: 'Unread', exact: true }).click();
  await page.getByRole('tab', { name: /^Unassigned/ }).click();
  await expect(page).toHaveURL(
    new RegExp(`view=unassigned.*line=${other.id}|line=${other.id}.*view=unassigned`),
  );
  await expect(page).toHaveURL(/unread=true/);
  await page.reload();
  await expect(inbox.rows).toHaveCount(1);
  const address = page.url();
  await inbox.open('Liliana Corona');
  await expect(inbox.bubble('¿Envían a Mérida?')).toBeVisible();
  // Read, and yet it stays: it would be odd if opening a row made it vanish.
  await expect(inbox.row('Liliana Corona').getByLabel(/unread/)).toHaveCount(0);
  await expect(inbox.row('Liliana Corona')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(inbox.thread).toHaveCount(0);
  await page.goForward();
  await expect(inbox.bubble('¿Envían a Mérida?')).toBeVisible();
});

test('the list does not reorder under the pointer', async ({ inbox, demo }) => {
  const first = demo.customer('Norberto Espino');
  await first.write('Hola');
  await inbox.goto();
  const top = inbox.rows.first();
  await expect(top).toContainText('Norberto Espino');
  // Meta's times are whole seconds, and what comes in the same one has no order.
  const nextSecond = () => inbox.page.waitForTimeout(1_100);
  await nextSecond();
  await demo.customer('Ofelia Fragoso').write('Hola');
  await expect(top).toContainText('Ofelia Fragoso');
  await top.hover();
  await inbox.page.mouse.move(250, 260);
  await nextSecond();
  await first.write('¿Siguen ahí?');
  await expect(inbox.page.getByRole('button', { name: '1 new' })).toBeVisible();
  await expect(top).toContainText('Ofelia Fragoso');
  await inbox.page.mouse.move(900, 400);
  await expect(top).toContainText('Norberto Espino');
  await expect(inbox.page.getByRole('button', { name: '1 new' })).toHaveCount(0);
});

test('offline says so after three seconds, waits with what is sent, and catches up', async ({
  inbox,
  demo,
}) => {
  const customer = demo.customer('Porfirio Guzmán');
  await customer.write('uno');
  const { page } = inbox;
  // Only who is connected can lose the connection.
  const connected = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
  await inbox.openFresh('Porfirio Guzmán');
  await connected;
  await page.context().setOffline(true);
  const since = Date.now();
  await expect(inbox.offline).toBeVisible({ timeout: 8_000 });
  expect(Date.now() - since).toBeGreaterThan(2_800);
  await inbox.answer('mientras tanto');
  await expect(inbox.tick('mientras tanto', 'Waiting to go out')).toBeVisible();
  await expect(inbox.offline).toContainText('1 message is waiting.');
  for (const text of ['dos', 'tres', 'cuatro']) await customer.write(text);
  const conversation = new URL(page.url()).pathname.split('/').at(-1);
  const known = () =>
    demo.api.call<{ data: unknown[] }>('GET', demo.path(`/conversations/${conversation}/messages`));
  await expect.poll(async () => (await known()).data.length).toBe(4);
  await page.context().setOffline(false);
  await expect(inbox.offline).toHaveCount(0, { timeout: 15_000 });
  await expect(inbox.bubble('cuatro')).toBeVisible();
  await expect(inbox.tick('mientras tanto', 'Read')).toBeVisible({ timeout: 20_000 });
  expect(await inbox.texts()).toEqual(['uno', 'dos', 'tres', 'cuatro', 'mientras tanto']);
  expect(await customer.texts()).toEqual(['uno', 'dos', 'tres', 'cuatro', 'mientras tanto']);
});

test('a short stutter of the connection disturbs nobody', async ({ inbox, demo }) => {
  await demo.customer('Quetzal Hinojosa').write('Hola');
  await inbox.openFresh('Quetzal Hinojosa');
  await inbox.page.context().setOffline(true);
  await inbox.page.waitForTimeout(1_200);
  await inbox.page.context().setOffline(false);
  await inbox.page.waitForTimeout(2_500);
  await expect(inbox.offline).toHaveCount(0);
});

test('an unknown conversation, an unknown organization, an unknown page: each says so', async ({
  page,
  demo,
}) => {
  await page.goto(`/o/${demo.organization}/inbox/conv_01h455vb4pex5vsknk084sn02q`);
  await expect(page.getByText('This conversation does not exist')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(page.getByText('Choose a conversation')).toBeVisible();
  await page.goto('/o/org_01h455vb4pex5vsknk084sn02q/inbox');
  await expect(page.getByText('There is nothing behind this door')).toBeVisible();
  await page.goto('/nowhere');
  await expect(page.getByText('There is nothing behind this door')).toBeVisible();
});

test('a contact can be renamed, and the list follows', async ({ inbox, demo }) => {
  const customer = demo.customer('Ramona I.');
  await customer.write('Hola');
  await inbox.openFresh('Ramona I.');
  await inbox.details.getByRole('button', { name: 'Change name' }).click();
  await inbox.details.getByLabel('Name').fill('Ramona Ibáñez');
  await inbox.details.getByRole('button', { name: 'Save' }).click();
  await expect(inbox.row('Ramona Ibáñez')).toBeVisible();
  await inbox.page.goto(`/o/${demo.organization}/contacts?q=${encodeURIComponent('ibanez')}`);
  await inbox.page.getByRole('button', { name: /^.*Ramona Ibáñez/ }).click();
  const dialog = inbox.page.getByRole('dialog', { name: 'Contact' });
  await expect(dialog).toContainText('Ramona Ibáñez');
  await dialog.getByRole('link', { name: new RegExp(demo.line.name) }).click();
  await expect(inbox.bubble('Hola')).toBeVisible();
});

test('a new conversation with a known number is the old one', async ({ inbox, demo }) => {
  const phone = newPhone();
  const open = () =>
    demo.api.call<{ id: string }>('POST', demo.path('/conversations'), { line_id: demo.line.id, phone });
  const first = await open();
  expect((await open()).id).toBe(first.id);
  await inbox.page.goto(`/o/${demo.organization}/inbox/${first.id}`);
  await expect(inbox.page.getByText('The first message of either side appears here.')).toBeVisible();
});
