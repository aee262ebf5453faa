// @kapso/whatsapp-cloud-api, as it comes from npm.
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import { startDemo } from './support/demo.js';
import { Hook } from './support/hook.js';
import { sendEveryKind } from './support/inbound.js';
import { CUSTOMER, FILES, Meta, SECRET, VERIFY_TOKEN } from './support/meta.js';

let demo;
let meta;
let hook;
let client;

before(async () => {
  demo = await startDemo();
  meta = await new Meta(demo.facts.sandbox_url, '21').furnish();
  hook = await new Hook().start(({ request, body, query }) => {
    if (request.method === 'GET') {
      const known = query['hub.verify_token'] === VERIFY_TOKEN;
      return { status: known ? 200 : 403, text: query['hub.challenge'] };
    }
    const signatureHeader = request.headers['x-hub-signature-256'];
    if (!verifySignature({ appSecret: SECRET, rawBody: body, signatureHeader })) return { status: 401 };
    const { messages, statuses, contacts, raw } = normalizeWebhook(JSON.parse(body));
    for (const message of messages) hook.note({ message, contacts });
    for (const status of statuses) hook.note({ status });
    for (const [field, values] of Object.entries(raw)) hook.note({ field, values });
    return { status: 200 };
  });
  await meta.subscribe(hook.url);
  client = new WhatsAppClient({ baseUrl: meta.url, graphVersion: 'v24.0', accessToken: meta.token });
});

after(async () => {
  hook?.stop();
  await demo?.stop();
});

const base = () => ({ phoneNumberId: meta.phone, to: CUSTOMER });

async function delivered(answer) {
  const id = answer.messages[0].id;
  const is = (event) => event.status?.id === id && event.status.status === 'delivered';
  const { status } = await hook.until(is, `delivered ${id}`);
  ok(status.recipientUserId, 'a status names the user');
  return id;
}

test('it takes every kind in its own handler', async () => {
  for (const [type, wamid] of await sendEveryKind(meta)) {
    const { message, contacts } = await hook.until((event) => event.message?.id === wamid, type);
    equal(message.type, type);
    ok(contacts[0].userId, 'a message names the user');
  }
});

test('it uploads, reads, downloads and deletes media', async () => {
  for (const [type, bytes] of Object.values(FILES)) {
    const file = new Blob([bytes], { type });
    const { id } = await client.media.upload({ phoneNumberId: meta.phone, type, file, fileName: 'a' });
    const media = await client.media.get({ mediaId: id, phoneNumberId: meta.phone });
    equal(media.mimeType, type);
    const got = await client.media.download({ mediaId: id, phoneNumberId: meta.phone, auth: 'always' });
    deepEqual(Buffer.from(got), bytes);
    equal((await client.media.delete({ mediaId: id })).success, true);
    await rejects(client.media.get({ mediaId: id }), { code: 100 });
  }
});

test('it sends every kind', async () => {
  const wamid = await meta.send('text', { body: 'hi' });
  const upload = async (kind) => {
    const [type, bytes] = FILES[kind];
    const file = new Blob([bytes], { type });
    return (await client.media.upload({ phoneNumberId: meta.phone, type, file })).id;
  };
  const image = await upload('image');
  const sends = {
    text: () => client.messages.sendText({ ...base(), body: 'Sí 👍', contextMessageId: wamid }),
    image: () => client.messages.sendImage({ ...base(), image: { id: image, caption: 'x' } }),
    audio: async () =>
      client.messages.sendAudio({ ...base(), audio: { id: await upload('audio'), voice: true } }),
    video: async () => client.messages.sendVideo({ ...base(), video: { id: await upload('video') } }),
    document: async () =>
      client.messages.sendDocument({
        ...base(),
        document: { id: await upload('document'), filename: 'a.pdf' },
      }),
    sticker: async () => client.messages.sendSticker({ ...base(), sticker: { id: await upload('sticker') } }),
    location: () =>
      client.messages.sendLocation({
        ...base(),
        location: { latitude: 1, longitude: 2, name: 'x', address: 'y' },
      }),
    contacts: () =>
      client.messages.sendContacts({
        ...base(),
        contacts: [{ name: { formattedName: 'Eva', firstName: 'Eva' }, phones: [{ phone: CUSTOMER }] }],
      }),
    buttons: () =>
      client.messages.sendInteractiveButtons({
        ...base(),
        bodyText: 'Well?',
        header: { type: 'image', image: { id: image } },
        buttons: [{ id: 'y', title: 'Yes' }],
      }),
    list: () =>
      client.messages.sendInteractiveList({
        ...base(),
        bodyText: 'Pick',
        buttonText: 'Open',
        sections: [{ title: 'A', rows: [{ id: '1', title: 'One' }] }],
      }),
    product: () =>
      client.messages.sendInteractiveProduct({
        ...base(),
        bodyText: 'x',
        catalogId: '1',
        productRetailerId: 'a',
      }),
    products: () =>
      client.messages.sendInteractiveProductList({
        ...base(),
        bodyText: 'x',
        header: { type: 'text', text: 'Ours' },
        catalogId: '1',
        sections: [{ title: 'A', productItems: [{ productRetailerId: 'a' }] }],
      }),
    flow: () =>
      client.messages.sendInteractiveFlow({
        ...base(),
        bodyText: 'x',
        parameters: { flowId: '1', flowCta: 'Open', flowMessageVersion: '3', flowToken: 't' },
      }),
    link: () =>
      client.messages.sendInteractiveCtaUrl({
        ...base(),
        bodyText: 'x',
        parameters: { displayText: 'Open', url: 'https://tiles.example' },
      }),
    catalog: () => client.messages.sendInteractiveCatalogMessage({ ...base(), bodyText: 'x' }),
    raw: () =>
      client.messages.sendInteractiveRaw({
        ...base(),
        interactive: {
          type: 'location_request_message',
          body: { text: 'Where?' },
          action: { name: 'send_location' },
        },
      }),
    template: () =>
      client.messages.sendTemplate({
        ...base(),
        template: { name: 'hello_world', language: { code: 'en_US' } },
      }),
  };
  for (const [kind, send] of Object.entries(sends)) {
    const id = await delivered(await send());
    ok(await meta.bubble(id), `${kind} is on the phone`);
  }
  await client.messages.sendReaction({ ...base(), reaction: { messageId: wamid, emoji: '👍' } });
  await client.messages.markRead({ phoneNumberId: meta.phone, messageId: wamid });
  equal((await meta.bubble(wamid)).state, 'read');
});

test('it manages templates', async () => {
  const businessAccountId = meta.waba;
  const components = [{ type: 'BODY', text: 'Your order is ready.' }];
  const made = await client.templates.create({
    businessAccountId,
    name: 'order_ready',
    language: 'en_US',
    category: 'UTILITY',
    components,
  });
  equal(made.status, 'PENDING');
  await meta.control(`/templates/${made.id}/review`, {});
  const told = await hook.until((event) => event.field?.includes('emplate'), 'news of the template');
  ok(told.values.length > 0);
  const list = await client.templates.list({ businessAccountId, limit: 10 });
  deepEqual(list.data.map((one) => one.status).sort(), ['APPROVED', 'APPROVED']);
  await client.templates.delete({ businessAccountId, name: 'order_ready' });
  const rest = await client.templates.list({ businessAccountId });
  equal(rest.data.length, 1);
});

test('it reads refusals by their code', async () => {
  await rejects(client.messages.sendText({ ...base(), to: meta.number, body: 'x' }), { code: 131021 });
  const unknown = { name: 'nothing', language: { code: 'en_US' } };
  await rejects(client.messages.sendTemplate({ ...base(), template: unknown }), { code: 132001 });
});

test('it reads and writes the profile', async () => {
  const { phoneNumbers } = client;
  await phoneNumbers.businessProfile.update({
    phoneNumberId: meta.phone,
    about: 'Tiles',
    vertical: 'RETAIL',
  });
  const { data } = await phoneNumbers.businessProfile.get({ phoneNumberId: meta.phone });
  equal(data[0].about, 'Tiles');
});
