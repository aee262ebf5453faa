/** Voice as Safari records it: in MP4, with Opus or, in older ones, with AAC. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message } from './support/api.ts';
import { browserOptions } from './support/browser.ts';
import { expect, test } from './support/test.ts';

const { launchOptions } = browserOptions;
const AAC = readFileSync(join(import.meta.dirname, '../crates/testkit/samples/sound.m4a'));

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

test('Opus in MP4 goes out as a voice note', async ({ inbox, demo }) => {
  const customer = demo.customer('Ximena Urrutia');
  await customer.write('¿Me lo explicas?');
  const { page } = inbox;
  // The recorder is the browser's own; it only takes the format that Safari has.
  await page.addInitScript(() => {
    MediaRecorder.isTypeSupported = (type) => type.startsWith('audio/mp4');
  });
  await page.reload();
  await inbox.openFresh('Ximena Urrutia');
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  await expect(page.getByRole('dialog', { name: 'Recording, 0:02' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop and listen' }).click();
  await expect(page.getByRole('list', { name: 'Files to send' })).toContainText('Voice note');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(inbox.thread.getByRole('slider', { name: /^Voice note, 0:0[12]/ })).toBeVisible();
  const [, conversation = ''] = /inbox\/([^?#]+)/.exec(page.url()) ?? [];
  const path = demo.path(`/conversations/${conversation}/messages`);
  const { data } = await demo.api.call<{ data: Message[] }>('GET', path);
  expect(data.at(-1)?.media).toMatchObject({ voice: true, mime_type: 'audio/ogg; codecs=opus' });
});

test('AAC in MP4 goes out as a sound, and one is told', async ({ inbox, demo }) => {
  const customer = demo.customer('Walter Ibáñez');
  await customer.write('¿Me lo explicas?');
  const { page } = inbox;
  // No browser of ours records AAC: its recording is one that ffmpeg made.
  await page.addInitScript((recorded) => {
    const bytes = Uint8Array.from(atob(recorded), (letter) => letter.charCodeAt(0));
    const data = new Blob([bytes], { type: 'audio/mp4' });
    const { addEventListener } = MediaRecorder.prototype;
    MediaRecorder.isTypeSupported = (type) => type === 'audio/mp4';
    Object.defineProperty(MediaRecorder.prototype, 'mimeType', { get: () => 'audio/mp4' });
    MediaRecorder.prototype.addEventListener = function (this: MediaRecorder, name: string, heard: unknown) {
      const instead = () => typeof heard === 'function' && heard(new BlobEvent(name, { data }));
      addEventListener.call(this, name, instead);
    };
  }, AAC.toString('base64'));
  await page.reload();
  await inbox.openFresh('Walter Ibáñez');
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  await expect(page.getByRole('dialog', { name: 'Recording, 0:01' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop and listen' }).click();
  const tray = page.getByRole('list', { name: 'Files to send' });
  await expect(tray).toContainText('it goes out as an audio file');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(tray).toHaveCount(0);
  await expect
    .poll(async () =>
      (await customer.chat()).messages.filter((one) => one.from === 'business').map((one) => one.type),
    )
    .toEqual(['audio']);
  const [, conversation = ''] = /inbox\/([^?#]+)/.exec(page.url()) ?? [];
  const path = demo.path(`/conversations/${conversation}/messages`);
  const { data } = await demo.api.call<{ data: Message[] }>('GET', path);
  expect(data.at(-1)?.media).toMatchObject({ voice: false, mime_type: 'audio/mp4' });
});
