/** The first start of a house, and its line: connected by hand, tested, switched off, repaired. */
import type { Page } from '@playwright/test';
import type { Business } from './support/house.ts';
import { Inbox } from './support/inbox.ts';
import type { Meta } from './support/meta.ts';
import { expect, test } from './support/new-house.ts';

/** An account of the same business with another number, which the same token reaches. */
async function anotherAccount(meta: Meta, { appId, token }: Business): Promise<string> {
  const id = '200000000009902';
  await meta.call('POST', '/wabas', { id, name: 'Casa Clara Sur', app_id: appId });
  await meta.call('POST', '/phones', {
    phone_number_id: '200000000009903',
    waba_id: id,
    display_phone_number: '+52 55 5555 0199',
    verified_name: 'Casa Clara Sur',
    access_tokens: [token],
  });
  return id;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

async function setUp(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await expect(heading(page, 'Set up the house')).toBeVisible();
  await page.getByRole('button', { name: 'Create organization' }).click();
  await expect(page.getByText('This is needed.').first()).toBeVisible();
  await page.getByLabel('Your name').fill('Clara Bermejo');
  await page.getByLabel('E-mail').fill('clara@example.com');
  await page.getByLabel('Password').fill('a knocker of brass');
  await page.getByLabel('Name of the organization').fill('Casa Clara');
  await page.getByLabel('Country').selectOption('MX');
  await page.getByLabel('Language').selectOption('en');
  await page.getByRole('button', { name: 'Create organization' }).click();
  await expect(heading(page, 'Inbox')).toBeVisible();
}

test('the first start makes the owner, and a number is connected by hand', async ({
  page,
  house,
  business,
  demo,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await setUp(page, house.setupLink);
  await expect(page.getByText('All quiet')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Simulated phone' })).toHaveCount(0);
  await page.goto(house.setupLink);
  await page.reload();
  await expect(heading(page, 'This link does not work')).toBeVisible();

  await page.goto('/');
  await page.getByRole('link', { name: 'Lines' }).click();
  await expect(page.getByText('No number connected yet')).toBeVisible();
  await page.getByRole('button', { name: 'Connect a number' }).first().click();
  const wizard = page.getByRole('dialog');
  await wizard.getByLabel('Name').fill('Casa Clara');
  await wizard.getByLabel('App ID').fill(business.appId);
  await wizard.getByLabel('App secret').fill(business.secret);
  await wizard.getByRole('button', { name: 'Add an app' }).click();

  await expect(wizard.getByRole('heading', { name: 'Which number?' })).toBeVisible();
  await wizard.getByLabel('Name').fill('Mostrador');
  await wizard.getByLabel('Phone number ID').fill('not digits');
  await wizard.getByLabel('WhatsApp Business account ID').fill(business.wabaId);
  await wizard.getByLabel('Access token').fill('EAAwrong');
  await wizard.getByRole('button', { name: 'Connect' }).click();
  await expect(wizard.getByText('Only digits, as Meta shows it.')).toBeVisible();
  await wizard.getByLabel('Phone number ID').fill(business.phoneNumberId);
  await wizard.getByRole('button', { name: 'Connect' }).click();
  await expect(wizard.getByText(/Meta refused it: .*\(code 190\)/)).toBeVisible();
  const another = await anotherAccount(demo.meta, business);
  await wizard.getByLabel('Access token').fill(business.token);
  await wizard.getByLabel('WhatsApp Business account ID').fill(another);
  await wizard.getByRole('button', { name: 'Connect' }).click();
  await expect(
    wizard.getByText('This number does not belong to that WhatsApp Business account.'),
  ).toBeVisible();
  await wizard.getByLabel('WhatsApp Business account ID').fill(business.wabaId);
  await wizard.getByRole('button', { name: 'Connect' }).click();

  await expect(wizard.getByRole('heading', { name: 'Now tell Meta where we live' })).toBeVisible();
  await wizard.getByRole('button', { name: 'Copy address' }).click();
  const url = await page.evaluate(() => navigator.clipboard.readText());
  await wizard.getByRole('button', { name: 'Copy verify token' }).click();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  expect(url).toMatch(new RegExp(`^${house.server.url}/hooks/meta/metaapp_`));
  await expect(
    demo.meta.call('POST', '/subscriptions', {
      app_id: business.appId,
      callback_url: url,
      verify_token: 'wrong',
    }),
  ).rejects.toThrow();
  await demo.meta.call('POST', '/subscriptions', {
    app_id: business.appId,
    callback_url: url,
    verify_token: token,
  });
  await wizard.getByRole('button', { name: 'Copy all fields' }).click();
  const fields = await page.evaluate(() => navigator.clipboard.readText());
  expect(fields.split(',')).toEqual(
    expect.arrayContaining(['messages', 'account_update', 'message_template_status_update']),
  );
  for (const field of fields.split(','))
    await expect(wizard.getByRole('listitem').filter({ hasText: new RegExp(`^${field}$`) })).toBeVisible();
  await wizard.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row', { name: /Mostrador/ })).toContainText('Connected');

  const inbox = new Inbox(page);
  const customer = house.customer('Úrsula Chapa', business);
  await customer.write('¿Ya tienen WhatsApp?');
  await inbox.openFresh('Úrsula Chapa');
  await inbox.answer('Desde hoy');
  await expect(inbox.tick('Desde hoy', 'Read')).toBeVisible({ timeout: 20_000 });
  expect(await page.content()).not.toContain(business.token);
});

test('a line is tested, switched off and on, and says when its token is no longer good', async ({
  page,
  house,
  business,
  demo,
}) => {
  const owner = await house.setUp();
  const line = await house.connect(owner, business);
  await page.context().addCookies(owner.state.cookies);
  await page.goto(`/o/${owner.organization}/lines`);
  await page.getByRole('button', { name: 'Mostrador' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mostrador' });
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await expect(dialog.getByText(/It works: Casa Clara \+52 55 5555 019\d/)).toBeVisible();
  await dialog.getByRole('switch', { name: 'Line on' }).click();
  await expect(dialog.getByText('Off', { exact: true })).toBeVisible();
  const send = () =>
    owner.api.call('POST', `/organizations/${owner.organization}/conversations`, {
      line_id: line.id,
      phone: '+525555550199',
    });
  await send();
  await dialog.getByRole('switch', { name: 'Line on' }).click();
  await expect(dialog.getByText('Connected', { exact: true })).toBeVisible();

  // Meta takes the token away.
  await demo.meta.call('POST', '/phones', {
    phone_number_id: business.phoneNumberId,
    waba_id: business.wabaId,
    display_phone_number: '+52 55 5555 0197',
    verified_name: 'Casa Clara',
    access_tokens: ['EAAnew'],
  });
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await expect(dialog.getByText(/190.*OAuthException/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/Mostrador needs attention/)).toBeVisible();
  await page.getByRole('button', { name: 'Look' }).click();
  await dialog.getByLabel('New access token').fill('EAAalsoWrong');
  await dialog.getByLabel('New access token').press('Enter');
  await expect(dialog.getByText(/Meta refused it/)).toBeVisible();
  await dialog.getByLabel('New access token').fill('EAAnew');
  await dialog.getByLabel('New access token').press('Enter');
  await expect(page.getByText('Access token changed')).toBeVisible();
  await expect(dialog.getByText('Connected', { exact: true })).toBeVisible();
});
