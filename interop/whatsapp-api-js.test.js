// whatsapp-api-js, as it comes from npm.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WhatsAppAPI } from 'whatsapp-api-js';
import {
  ActionButtons,
  ActionCatalog,
  ActionCTA,
  ActionList,
  ActionLocation,
  ActionNavigateFlow,
  ActionProduct,
  ActionProductList,
  Audio,
  Body,
  BodyComponent,
  BodyParameter,
  Button,
  CarouselCard,
  CarouselComponent,
  CatalogProduct,
  Contacts,
  Document,
  Header,
  Image,
  Interactive,
  Language,
  ListSection,
  Location,
  Name,
  PayloadComponent,
  Phone,
  Product,
  ProductSection,
  Reaction,
  Row,
  Sticker,
  Template,
  Text,
  Video,
} from 'whatsapp-api-js/messages';
import { startDemo } from './support/demo.js';
import { Hook } from './support/hook.js';
import { sendEveryKind } from './support/inbound.js';
import { CUSTOMER, FILES, Meta, SECRET, VERIFY_TOKEN } from './support/meta.js';

let demo;
let meta;
let hook;
let api;

before(async () => {
  demo = await startDemo();
  meta = await new Meta(demo.facts.sandbox_url, '23').furnish();
  // It knows Meta's own hosts only.
  const here = (url) => url.replace(/^https:\/\/(graph|api)\.facebook\.com/, meta.url);
  api = new WhatsAppAPI({
    token: meta.token,
    appSecret: SECRET,
    webhookVerifyToken: VERIFY_TOKEN,
    v: 'v24.0',
    ponyfill: { fetch: (url, init) => fetch(here(String(url)), init), subtle: globalThis.crypto.subtle },
  });
  api.on.message = ({ message, raw }) => hook.note({ message, raw });
  api.on.status = ({ id, status }) => hook.note({ id, status });
  hook = await new Hook().start(async ({ request, body, query }) => {
    if (request.method === 'GET') return { status: 200, text: api.get(query) };
    await api.post(JSON.parse(body), body, request.headers['x-hub-signature-256']);
    return { status: 200 };
  });
  await meta.subscribe(hook.url);
});

after(async () => {
  hook?.stop();
  await demo?.stop();
});

const send = async (message) => {
  const answer = await api.sendMessage(meta.phone, CUSTOMER, message);
  ok(answer.messages, JSON.stringify(answer));
  const id = answer.messages[0].id;
  await hook.until((event) => event.id === id && event.status === 'delivered', `delivered ${id}`);
  const bubble = await meta.bubble(id);
  ok(bubble, 'it is on the phone');
  return bubble;
};

const upload = async (kind) => {
  const [type, bytes] = FILES[kind];
  const form = new FormData();
  form.set('file', new Blob([bytes], { type }));
  return (await api.uploadMedia(meta.phone, form)).id;
};

test('it takes every kind in its own handler', async () => {
  for (const [type, wamid] of await sendEveryKind(meta)) {
    const { message } = await hook.until((event) => event.message?.id === wamid, type);
    equal(message.type, type);
  }
});

test('it uploads, reads, fetches and deletes media', async () => {
  for (const kind of Object.keys(FILES)) {
    const id = await upload(kind);
    const media = await api.retrieveMedia(id, meta.phone);
    equal(media.mime_type, FILES[kind][0]);
    const got = await api.fetchMedia(media.url);
    deepEqual(Buffer.from(await got.arrayBuffer()), FILES[kind][1]);
    deepEqual(await api.deleteMedia(id), { success: true });
    equal((await api.retrieveMedia(id)).error.code, 100);
  }
});

test('it sends every kind', async () => {
  const wamid = await meta.send('text', { body: 'hi' });
  await send(new Text('Sí 👍', true));
  await send(new Image(await upload('image'), true, 'x'));
  await send(new Audio(await upload('audio'), true, true));
  await send(new Video(await upload('video'), true));
  await send(new Document(await upload('document'), true, 'x', 'a.pdf'));
  await send(new Sticker(await upload('sticker'), true));
  await send(new Location(2, 1, 'x', 'y'));
  await send(new Contacts([new Name('Eva', 'Eva'), new Phone(CUSTOMER)]));
  await send(new Interactive(new ActionButtons(new Button('y', 'Yes')), new Body('Well?')));
  const section = new ListSection(undefined, new Row('1', 'One'));
  await send(new Interactive(new ActionList('Open', section), new Body('Pick')));
  await send(new Interactive(new ActionCTA('Open', 'https://tiles.example'), new Body('Look')));
  await send(new Interactive(new ActionCatalog(), new Body('All of it')));
  await send(new Interactive(new ActionLocation(), new Body('Where?')));
  const flow = new ActionNavigateFlow('t', '1', 'Open', 'START', { colour: 'blue' });
  await send(new Interactive(flow, new Body('Fill in')));
  await send(new Interactive(new ActionProduct(new CatalogProduct('a', '1')), new Body('This one')));
  const shelf = new ProductSection('Blue', new Product('a'), new Product('b'));
  const shelves = new ActionProductList('1', shelf);
  const { content } = await send(new Interactive(shelves, new Body('These'), new Header('Ours')));
  equal(content.action.sections[0].product_items.length, 2);
  await send(new Template('hello_world', new Language('en_US')));
  await api.sendMessage(meta.phone, CUSTOMER, new Reaction(wamid, '👍'));
  deepEqual(await api.markAsRead(meta.phone, wamid, 'text'), { success: true });
});

test('it fills templates in', async () => {
  const text = 'Hello {{1}}, your order is ready.';
  const components = [{ type: 'BODY', text }];
  const spec = { waba_id: meta.waba, name: 'ready', language: 'en_US', category: 'UTILITY', components };
  await meta.control('/templates', spec);
  const body = new BodyComponent(new BodyParameter('Hannah'));
  const bubble = await send(new Template('ready', new Language('en_US'), body));
  equal(bubble.text, 'Hello Hannah, your order is ready.');
  const bare = await api.sendMessage(meta.phone, CUSTOMER, new Template('ready', new Language('en_US')));
  equal(bare.error.code, 132000);
});

test('it turns the cards of a carousel', async () => {
  const card = {
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW'] } },
      { type: 'BODY', text: 'In {{1}}.', example: { body_text: [['blue']] } },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'This one' }] },
    ],
  };
  const components = [
    { type: 'BODY', text: 'Hello {{1}}, these are new.', example: { body_text: [['Ana']] } },
    { type: 'CAROUSEL', cards: [card, card] },
  ];
  const spec = { waba_id: meta.waba, name: 'new', language: 'en_US', category: 'MARKETING', components };
  await meta.control('/templates', spec);
  const turn = async (colour) =>
    new CarouselCard(
      new Image(await upload('image'), true),
      new BodyComponent(new BodyParameter(colour)),
      new PayloadComponent(colour),
    );
  const cards = new CarouselComponent(await turn('blue'), await turn('grey'));
  const greeting = new BodyComponent(new BodyParameter('Hannah'));
  const bubble = await send(new Template('new', new Language('en_US'), greeting, cards));
  equal(bubble.text, 'Hello Hannah, these are new.');
  const shown = bubble.content.rendered.cards;
  deepEqual(
    shown.map(({ body, buttons }) => [body, buttons[0].payload]),
    [
      ['In blue.', 'blue'],
      ['In grey.', 'grey'],
    ],
  );
});

test('it makes QR codes and blocks people', async () => {
  const made = await api.createQR(meta.phone, 'Hi!', 'svg');
  ok(made.qr_image_url);
  const changed = await api.updateQR(meta.phone, made.code, 'Hello!');
  equal(changed.prefilled_message, 'Hello!');
  equal((await api.retrieveQR(meta.phone)).data.length, 1);
  deepEqual(await api.deleteQR(meta.phone, made.code), { success: true });

  const blocked = await api.blockUser(meta.phone, CUSTOMER);
  equal(blocked.block_users.added_users[0].input, CUSTOMER);
  const refused = await api.sendMessage(meta.phone, CUSTOMER, new Text('x'));
  equal(refused.error.code, 130403);
  const freed = await api.unblockUser(meta.phone, CUSTOMER);
  equal(freed.block_users.removed_users.length, 1);
  const nobody = await api.blockUser(meta.phone, '+13055550199');
  equal(nobody.error.code, 139100);
});
