// @great-detail/whatsapp, as it comes from npm.
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Client from '@great-detail/whatsapp';
import { startDemo } from './support/demo.js';
import { Hook } from './support/hook.js';
import { sendEveryKind } from './support/inbound.js';
import { CUSTOMER, FILES, Meta, SECRET, VERIFY_TOKEN } from './support/meta.js';

let demo;
let meta;
let hook;
let sdk;

before(async () => {
  demo = await startDemo();
  meta = await new Meta(demo.facts.sandbox_url, '22').furnish();
  sdk = new Client({
    prefixUrl: meta.url,
    graphVersion: 'v23.0',
    request: { headers: { Authorization: `Bearer ${meta.token}` } },
  });
  hook = await new Hook().start(async ({ request, body, query }) => {
    const { method, headers } = request;
    if (method === 'GET') {
      const registration = await sdk.webhook.register({ method, query, body, headers });
      const known = registration.verifyToken === VERIFY_TOKEN;
      return { status: known ? 200 : 403, text: registration.accept() };
    }
    const event = await sdk.webhook.eventNotification({ method, query, body, headers });
    await event.verifySignature(SECRET);
    for (const { changes } of event.eventNotification.entry) {
      for (const { value, field } of changes) hook.note({ field, value });
    }
    return { status: 200, text: event.accept() };
  });
  await meta.subscribe(hook.url);
});

after(async () => {
  hook?.stop();
  await demo?.stop();
});

const send = async (content) => {
  const answer = await sdk.message
    .createMessage({ phoneNumberID: meta.phone, to: CUSTOMER, ...content })
    .json();
  const id = answer.messages[0].id;
  const is = ({ value }) => value.statuses?.[0].id === id && value.statuses[0].status === 'delivered';
  await hook.until(is, `delivered ${id}`);
  ok(await meta.bubble(id), `${content.type} is on the phone`);
};

const upload = async (kind) => {
  const [mimeType, bytes] = FILES[kind];
  const file = new Blob([bytes], { type: mimeType });
  return (await sdk.media.upload({ phoneNumberID: meta.phone, file, filename: 'a', mimeType }).json()).id;
};

test('it takes every kind in its own handler', async () => {
  for (const [type, wamid] of await sendEveryKind(meta)) {
    const { value } = await hook.until((event) => event.value.messages?.[0].id === wamid, type);
    equal(value.messages[0].type, type);
  }
});

test('it uploads, reads and deletes media', async () => {
  for (const kind of Object.keys(FILES)) {
    const mediaID = await upload(kind);
    const media = await sdk.media.getURL({ mediaID, phoneNumberID: meta.phone }).json();
    equal(media.mime_type, FILES[kind][0]);
    // Its own download sends no token along, which Meta refuses as well.
    const request = { headers: { Authorization: `Bearer ${meta.token}` } };
    const got = await sdk.media.download({ mediaURL: media.url, request }).arrayBuffer();
    deepEqual(Buffer.from(got), FILES[kind][1]);
    deepEqual(await sdk.media.delete({ mediaID }).json(), { success: true });
    await rejects(sdk.media.getURL({ mediaID }).json());
  }
});

test('it sends every kind', async () => {
  const wamid = await meta.send('text', { body: 'hi' });
  await send({ type: 'text', text: { body: 'Sí 👍' } });
  for (const kind of Object.keys(FILES)) await send({ type: kind, [kind]: { id: await upload(kind) } });
  await send({ type: 'location', location: { latitude: 1, longitude: 2, name: 'x', address: 'y' } });
  await send({ type: 'contacts', contacts: [{ name: { formatted_name: 'Eva', first_name: 'Eva' } }] });
  const body = { text: 'Well?' };
  const reply = { type: 'reply', reply: { id: 'y', title: 'Yes' } };
  const rows = [{ id: '1', title: 'One' }];
  const link = { display_text: 'Open', url: 'https://tiles.example' };
  const product = { product_retailer_id: 'a' };
  const flow = { flow_message_version: '3', flow_id: '1', flow_cta: 'Open', flow_token: 't' };
  for (const interactive of [
    { type: 'button', body, action: { buttons: [reply] } },
    { type: 'list', body, action: { button: 'Open', sections: [{ rows }] } },
    { type: 'cta_url', body, action: { name: 'cta_url', parameters: link } },
    { type: 'location_request_message', body, action: { name: 'send_location' } },
    { type: 'product', body, action: { catalog_id: '1', ...product } },
    {
      type: 'product_list',
      header: { type: 'text', text: 'Ours' },
      body,
      action: { catalog_id: '1', sections: [{ title: 'A', product_items: [product] }] },
    },
    { type: 'catalog_message', body, action: { name: 'catalog_message' } },
    { type: 'flow', body, action: { name: 'flow', parameters: flow } },
  ]) {
    await send({ type: 'interactive', interactive });
  }
  await send({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } });
  await sdk.message.createMessage({
    phoneNumberID: meta.phone,
    to: CUSTOMER,
    type: 'reaction',
    reaction: { message_id: wamid, emoji: '👍' },
  });
  await sdk.message.createStatus({ phoneNumberID: meta.phone, status: 'read', message_id: wamid });
  equal((await meta.bubble(wamid)).state, 'read');
});

test('it manages templates', async () => {
  const components = [{ type: 'BODY', text: 'Your order is ready.' }];
  const draft = { name: 'order_ready', language: 'en_US', category: 'UTILITY', components };
  const made = await sdk.template.create(meta.waba, draft).json();
  equal(made.status, 'PENDING');
  await meta.control(`/templates/${made.id}/review`, {});
  await hook.until(({ field }) => field === 'message_template_status_update', 'news of the template');
  const read = await sdk.template.get(made.id, { fields: ['name', 'status'] }).json();
  deepEqual([read.name, read.status], ['order_ready', 'APPROVED']);
  const list = await sdk.template.list(meta.waba, { status: ['APPROVED'], limit: 10 }).json();
  equal(list.data.length, 2);
  const changed = { components: [{ type: 'BODY', text: 'Your order is on its way.' }] };
  deepEqual(await sdk.template.update(made.id, changed).json(), { success: true });
  deepEqual(await sdk.template.delete(meta.waba, { name: 'order_ready' }).json(), { success: true });
});

test('it reads the number, the profile and the subscriptions', async () => {
  const phone = await sdk.phoneNumbers
    .getPhoneNumber({ phoneNumberID: meta.phone, fields: ['id', 'status'] })
    .json();
  equal(phone.status, 'CONNECTED');
  const { data } = await sdk.phoneNumbers.listPhoneNumbers({ businessAccountID: meta.waba }).json();
  equal(data.length, 1);
  await sdk.businessProfile.updateBusinessProfile({ phoneNumberID: meta.phone, about: 'Tiles' }).json();
  const profile = await sdk.businessProfile.getBusinessProfile({ phoneNumberID: meta.phone }).json();
  deepEqual([profile.data[0].about, profile.data[0].vertical], ['Tiles', 'UNDEFINED']);
  const apps = await sdk.subscribedApps.listSubscriptions({ businessAccountID: meta.waba }).json();
  equal(apps.data[0].override_callback_uri, hook.url);
});
