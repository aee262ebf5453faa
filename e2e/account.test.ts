/** Getting in, being invited, sessions, passwords, API tokens. */
import type { Page } from '@playwright/test';
import { Api, Refused, signInBy } from './support/api.ts';
import { type Demo, PASSWORD } from './support/demo.ts';
import { Inbox } from './support/inbox.ts';
import { expect, test } from './support/test.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

const settings = (page: Page, demo: Demo) => page.goto(`/o/${demo.organization}/settings`);

async function refusal(request: Promise<unknown>): Promise<string> {
  return await request.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refused ? `${error.status} ${error.code}` : String(error)),
  );
}

test('a sign-in link works once', async ({ demo, another }) => {
  const link = demo.facts.members.find((member) => member.role === 'agent')?.sign_in_link ?? '';
  const { page } = await another({ as: null });
  await page.goto(link);
  await expect(heading(page, 'Sign in with this link')).toBeVisible();
  await expect(page.getByText('paula@alhambra.example')).toBeVisible();
  await page.getByRole('button', { name: 'Sign in' }).click();
  // Inside, it is the language of her account.
  await expect(heading(page, 'Caixa de entrada')).toBeVisible();
  const second = (await another({ as: null })).page;
  await second.goto(link);
  await expect(heading(second, 'This link does not work')).toBeVisible();
  await expect(second.getByText('This link has expired or was already used.')).toBeVisible();
  await second.getByRole('link', { name: 'Go to sign-in' }).click();
  await expect(heading(second, 'Sign in')).toBeVisible();
});

test('an invited agent joins, works, and sees nothing of the connections', async ({
  demo,
  page,
  another,
}) => {
  await demo.customer('Ágata Olmedo').write('Hola');
  await page.goto(`/o/${demo.organization}/members`);
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite' });
  await dialog.getByLabel('Role').selectOption('Agent');
  await dialog.getByRole('button', { name: 'Make link' }).click();
  const link = await dialog.getByRole('code').innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Whoever has the link')).toBeVisible();

  const hers = await another({ as: null });
  await hers.page.goto(link);
  await expect(heading(hers.page, 'You are invited to Azulejos Alhambra')).toBeVisible();
  await expect(hers.page.getByText('Your role will be: Agent.')).toBeVisible();
  await hers.page.getByLabel('Your name').fill('Olga Preciado');
  await hers.page.getByLabel('E-mail').fill('olga@example.com');
  await hers.page.getByLabel('Password').fill('short');
  await hers.page.getByRole('button', { name: 'Join the organization' }).click();
  await expect(hers.page.getByText('Use at least 10 characters.')).toBeVisible();
  await hers.page.getByLabel('Password').fill(PASSWORD);
  await hers.page.getByRole('button', { name: 'Join the organization' }).click();
  await expect(heading(hers.page, 'Inbox')).toBeVisible();
  await hers.open('Ágata Olmedo');
  await hers.answer('Hola, soy Olga');
  await expect(hers.tick('Hola, soy Olga', 'Sent')).toBeVisible();

  const nav = hers.page.getByRole('navigation', { name: 'Main' });
  await expect(nav.getByRole('link', { name: 'Contacts' })).toBeVisible();
  await expect(nav.getByRole('link', { name: 'Lines' })).toHaveCount(0);
  await expect(nav.getByRole('link', { name: 'Members' })).toHaveCount(0);
  for (const place of ['lines', 'members']) {
    await hers.page.goto(`/o/${demo.organization}/${place}`);
    await expect(hers.page.getByText('You may not see this page')).toBeVisible();
  }
  const session = await signInBy(demo.url, '/session', { email: 'olga@example.com', password: PASSWORD });
  const seen = JSON.stringify(await session.api.call('GET', demo.path('/lines')));
  expect(seen).not.toContain(demo.facts.phone_number_id);
  expect(seen).not.toContain('verify_token":"');
  expect(await refusal(session.api.call('GET', demo.path('/meta-apps')))).toBe('403 forbidden');

  await expect(page.getByText('Olga Preciado')).toBeVisible();
  await page.getByLabel('Role of Olga Preciado').selectOption('Supervisor');
  await expect(nav.getByRole('link', { name: 'Lines' })).toBeVisible();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Olga Preciado' })
    .getByRole('button', { name: 'Disable' })
    .click();
  await expect(heading(hers.page, 'Inbox')).toHaveCount(0);
  await hers.page.goto(link);
  await expect(heading(hers.page, 'This link does not work')).toBeVisible();
});

test('who has an account joins another organization with it, and an invitation can be revoked', async ({
  demo,
  page,
  another,
}) => {
  await page.goto(`/o/${demo.organization}/members`);
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite' });
  await dialog.getByLabel('E-mail (optional)').fill('rita@example.com');
  await dialog.getByRole('button', { name: 'Make link' }).click();
  const link = await dialog.getByRole('code').innerText();
  await page.keyboard.press('Escape');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'rita@example.com' })
    .getByRole('button', { name: 'Revoke' })
    .click();
  await expect(page.getByText('rita@example.com')).toHaveCount(0);
  const guest = (await another({ as: null })).page;
  await guest.goto(link);
  await expect(heading(guest, 'This link does not work')).toBeVisible();
});

test('signing in by password, and out', async ({ demo, another }) => {
  await demo.join('agent', 'Sonia Ledesma');
  const { page } = await another({ as: null });
  await page.goto(`/o/${demo.organization}/contacts`);
  await expect(heading(page, 'Sign in')).toBeVisible();
  const email = (await signInByName(demo, 'Sonia Ledesma')).email;
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The e-mail or the password is not right.')).toBeVisible();
  await expect(page.getByLabel('Password')).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  // Back where one wanted to go.
  await expect(heading(page, 'Contacts')).toBeVisible();
  await settings(page, demo);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
});

async function signInByName(demo: Demo, name: string): Promise<{ email: string }> {
  const { data } = await demo.api.call<{ data: { name: string; email: string }[] }>(
    'GET',
    demo.path('/members'),
  );
  return data.find((member) => member.name === name) ?? { email: '' };
}

test('a session ends from another device, and a new password ends all others', async ({ demo, another }) => {
  const joined = await demo.join('agent', 'Telma Arreola');
  const { email } = joined.me.user;
  const here = (await another({ as: joined })).page;
  const there = (await another({ as: await signInBy(demo.url, '/session', { email, password: PASSWORD }) }))
    .page;
  await there.goto('/');
  await expect(heading(there, 'Inbox')).toBeVisible();
  await settings(here, demo);
  const sessions = here
    .locator('section')
    .filter({ has: here.getByRole('heading', { name: 'Where you are signed in' }) });
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await expect(sessions.getByText('This session')).toHaveCount(1);
  await sessions.getByRole('button', { name: 'End' }).click();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await expect(heading(there, 'Sign in')).toBeVisible();

  const third = (await another({ as: await signInBy(demo.url, '/session', { email, password: PASSWORD }) }))
    .page;
  await third.goto('/');
  await expect(heading(third, 'Inbox')).toBeVisible();
  await here.getByLabel('Present password').fill(PASSWORD);
  await here.getByLabel('New password').fill('another knocker of brass');
  await here.getByRole('button', { name: 'Change password' }).click();
  await expect(here.getByText('Password changed; other sessions have ended')).toBeVisible();
  await expect(heading(third, 'Sign in')).toBeVisible();
  await expect(heading(here, 'Settings')).toBeVisible();
  expect(await refusal(signInBy(demo.url, '/session', { email, password: PASSWORD }))).toBe(
    '401 invalid_credentials',
  );
});

test('an API token works within its scopes and its quota until it is revoked', async ({ demo, page }) => {
  await settings(page, demo);
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog', { name: 'New token' });
  await dialog.getByLabel('Name').fill('Shop');
  await dialog.getByLabel('Send messages').uncheck();
  await dialog.getByLabel('Requests a minute (optional)').fill('5');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const token = await dialog.getByRole('code').innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(token)).toHaveCount(0);

  const api = new Api(demo.url, { Authorization: `Bearer ${token}` });
  const { data } = await api.call<{ data: { id: string }[] }>('GET', demo.path('/conversations'));
  const message = { type: 'text', text: { body: 'Hola' } };
  const id = data[0]?.id ?? 'conv_01h455vb4pex5vsknk084sn02q';
  expect(await refusal(api.call('POST', demo.path(`/conversations/${id}/messages`), message))).toBe(
    '403 forbidden',
  );
  const answers = [];
  for (let n = 0; n < 6; n += 1) answers.push(await refusal(api.call('GET', demo.path('/contacts'))));
  expect(answers.at(-1)).toBe('429 quota_exceeded');

  await page.reload();
  const row = page.getByRole('listitem').filter({ hasText: 'Shop' });
  await expect(row).toContainText('5 a minute');
  await expect(row).not.toContainText('never used');
  await row.getByRole('button', { name: 'Revoke' }).click();
  await row.getByRole('button', { name: 'Really revoke?' }).click();
  await expect(row).toHaveCount(0);
  expect(await refusal(api.call('GET', demo.path('/contacts')))).toBe('401 unauthenticated');
});

test('what an API program sends is shown as such', async ({ demo, inbox }) => {
  await demo.customer('Úrsula Bonilla').write('¿Mi pedido?');
  await inbox.openFresh('Úrsula Bonilla');
  const id = new URL(inbox.page.url()).pathname.split('/').at(-1);
  await demo.api.call('POST', demo.path(`/conversations/${id}/messages`), {
    type: 'text',
    text: { body: 'Tu pedido salió hoy.' },
  });
  await expect(inbox.bubble('Tu pedido salió hoy.')).toContainText('API');
});

test('settings are kept: name, organization, queue', async ({ demo, another }) => {
  const admin = await demo.join('admin', 'Vera Cisneros');
  const { page } = await another({ as: admin });
  await settings(page, demo);
  await page.getByLabel('Your name').fill('Verónica Cisneros');
  await page.getByLabel('Your name').press('Enter');
  await expect(page.getByText('Saved')).toBeVisible();
  await page.getByLabel('When a customer writes after resolving').selectOption('Always open a new ticket');
  const queue = page
    .locator('form')
    .filter({ has: page.getByLabel('When a customer writes after resolving') });
  await queue.getByRole('button', { name: 'Save' }).click();
  await expect(queue.getByRole('button', { name: 'Save' })).toBeDisabled();
  await page.reload();
  await expect(page.getByLabel('Your name')).toHaveValue('Verónica Cisneros');
  await expect(page.getByLabel('When a customer writes after resolving')).toHaveValue('new');

  const customer = demo.customer('Walter Inclán');
  await customer.write('uno');
  const inbox = new Inbox(page);
  await inbox.openFresh('Walter Inclán');
  await page.keyboard.press('e');
  await expect(inbox.row('Walter Inclán')).toHaveCount(0);
  await customer.write('dos');
  await inbox.open('Walter Inclán');
  await expect(inbox.resolve).toBeVisible();
  await settings(page, demo);
  await page
    .getByLabel('When a customer writes after resolving')
    .selectOption('Reopen the last ticket for a while');
  await queue.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved')).toBeVisible();
});
