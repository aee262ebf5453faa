/** Voice notes: recorded, listened to, sent, played. */
import type { Message } from './support/api.ts';
import { browserOptions } from './support/browser.ts';
import { Handset } from './support/handset.ts';
import { expect, test } from './support/test.ts';

const { launchOptions } = browserOptions;

test.use({
  permissions: ['microphone'],
  launchOptions: {
    ...launchOptions,
    args: [
      ...(launchOptions?.args ?? []),
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  },
});

test('a voice note is recorded, sent and played', async ({ inbox, demo }) => {
  const customer = demo.customer('Yolanda Tapia');
  await customer.write('¿Me explicas cómo se coloca?');
  await inbox.openFresh('Yolanda Tapia');
  const { page } = inbox;
  const record = page.getByRole('button', { name: 'Record a voice note' });
  const recording = page.getByRole('dialog', { name: /^Recording/ });

  await record.click();
  await page.getByRole('button', { name: 'Discard the recording' }).click();
  await expect(recording).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Files to send' })).toHaveCount(0);

  await record.click();
  await expect(page.getByRole('dialog', { name: 'Recording, 0:02' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop and listen' }).click();
  await expect(page.getByRole('list', { name: 'Files to send' })).toContainText('Voice note');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const position = inbox.thread.getByRole('slider', { name: /^Voice note, 0:0[12]/ });
  await expect(position).toBeVisible();
  await expect
    .poll(async () =>
      (await customer.chat()).messages.filter((one) => one.from === 'business').map((one) => one.type),
    )
    .toEqual(['audio']);

  await inbox.thread.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(position).not.toHaveAttribute('aria-valuenow', '0');
  await inbox.thread.getByRole('button', { name: 'Speed: 1×' }).click();
  await expect(inbox.thread.getByRole('button', { name: 'Speed: 1.5×' })).toBeVisible();
  await position.focus();
  await page.keyboard.press('ArrowLeft');
});

test('a voice note goes both ways, and that it was heard comes back', async ({ inbox, demo, another }) => {
  const customer = demo.customer('Zulema Arriaga');
  await customer.write('Mejor por voz');
  await inbox.openFresh('Zulema Arriaga');
  const phone = await Handset.takeUp((await another()).page, demo, 'Zulema Arriaga');

  await inbox.page.getByRole('button', { name: 'Record a voice note' }).click();
  await expect(inbox.page.getByRole('dialog', { name: 'Recording, 0:01' })).toBeVisible();
  await inbox.page.getByRole('button', { name: 'Stop and listen' }).click();
  await inbox.page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(phone.glass.getByRole('slider', { name: /^Voice note/ })).toBeVisible();
  await expect(inbox.thread.getByRole('img', { name: 'Read', exact: true })).toBeVisible();
  await phone.glass.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(inbox.thread.getByRole('img', { name: 'Played', exact: true })).toBeVisible();
  expect((await customer.chat()).messages.at(-1)?.state).toBe('played');

  await phone.glass.getByRole('button', { name: 'Record a voice note' }).click();
  await expect(phone.page.getByRole('dialog', { name: 'Recording, 0:02' })).toBeVisible();
  await phone.page.getByRole('button', { name: 'Send the voice note' }).click();
  await expect(phone.glass.getByRole('slider', { name: /^Voice note/ })).toHaveCount(2);
  const heard = inbox.thread.getByRole('slider', { name: /^Voice note, 0:0[12]/ });
  await expect(heard).toHaveCount(2);
  const [, conversation = ''] = /inbox\/([^?#]+)/.exec(inbox.page.url()) ?? [];
  const { data } = await demo.api.call<{ data: Message[] }>(
    'GET',
    demo.path(`/conversations/${conversation}/messages`),
  );
  expect(data.at(-1)?.media).toMatchObject({ voice: true, mime_type: 'audio/ogg; codecs=opus' });
  expect(data.at(-1)?.media?.waveform).toHaveLength(64);
  await inbox.thread.getByRole('button', { name: 'Play', exact: true }).last().click();
  await expect(heard.last()).not.toHaveAttribute('aria-valuenow', '0');
});
