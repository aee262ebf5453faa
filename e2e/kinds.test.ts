/** Each kind of message has a drawing of its own. */
import type { Message, NewMessage } from './support/api.ts';
import type { Demo } from './support/demo.ts';
import { deliverMessage, newPhone } from './support/meta.ts';
import { expect, test } from './support/test.ts';

const LOCATION = {
  type: 'location',
  location: {
    latitude: 20.6407,
    longitude: -103.3112,
    name: 'Taller de San Pedro',
    address: 'Independencia 211, Tlaquepaque',
  },
};

const PEOPLE = {
  type: 'contacts',
  contacts: [
    {
      name: { formatted_name: 'Bárbara Juárez', first_name: 'Bárbara' },
      org: { company: 'Losetas del Norte' },
      phones: [{ phone: '+1 (305) 555-0123', wa_id: '13055550123', type: 'CELL' }],
      emails: [{ email: 'barbara@losetas.example' }],
    },
  ],
};

const ORDER = {
  type: 'order',
  order: {
    catalog_id: '194836987003835',
    text: 'Para el viernes, por favor',
    product_items: [
      { product_retailer_id: 'estrella-cobalto', quantity: 2, item_price: 450, currency: 'MXN' },
      { product_retailer_id: 'boquilla-gris', quantity: 1, item_price: 120.5, currency: 'MXN' },
    ],
  },
};

test('a location is a card with its coordinates and a way to the maps', async ({ inbox, demo, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const person = { name: 'Lorena Ubaldo', phone: newPhone() };
  await deliverMessage(demo.hook, person, LOCATION);
  await inbox.openFresh('Lorena Ubaldo');
  const bubble = inbox.bubble('Taller de San Pedro');
  await expect(bubble).toContainText('Independencia 211, Tlaquepaque');
  await expect(bubble).toContainText('20.64070, -103.31120');
  await expect(bubble.getByRole('link', { name: 'Open in maps' })).toHaveAttribute(
    'href',
    /query=20\.6407%2C-103\.3112$/,
  );
  await bubble.getByRole('button', { name: 'Copy coordinates' }).click();
  expect(await inbox.page.evaluate(() => navigator.clipboard.readText())).toBe('20.64070, -103.31120');
});

test('a shared contact is copied from, and written to', async ({ inbox, demo }) => {
  const person = { name: 'Manuel Vera', phone: newPhone() };
  await deliverMessage(demo.hook, person, PEOPLE);
  await inbox.openFresh('Manuel Vera');
  const bubble = inbox.bubble('Bárbara Juárez');
  await expect(bubble).toContainText('Losetas del Norte');
  await expect(bubble.getByRole('button', { name: 'Copy barbara@losetas.example' })).toBeVisible();
  await bubble.getByRole('button', { name: 'Write to Bárbara Juárez' }).click();
  await expect(
    inbox.page.getByRole('button', { name: /^\+1 305 555 0123|^\+13055550123/ }).first(),
  ).toBeVisible();
  await expect(inbox.page.getByText('No messages yet')).toBeVisible();
});

test('an order lists what is wanted and adds it up', async ({ inbox, demo }) => {
  const person = { name: 'Nadia Wences', phone: newPhone() };
  await deliverMessage(demo.hook, person, ORDER);
  await inbox.openFresh('Nadia Wences');
  const bubble = inbox.bubble('3 products');
  await expect(bubble).toContainText('estrella-cobalto');
  await expect(bubble).toContainText(/Total\s*MX\$1,020\.50/);
  await expect(bubble).toContainText('Para el viernes, por favor');
});

test('what a customer pressed, chose or filled in is said as such', async ({ inbox, demo }) => {
  const person = { name: 'Olga Ximénez', phone: newPhone() };
  const say = (message: Record<string, unknown>) => deliverMessage(demo.hook, person, message);
  await say({ type: 'button', button: { payload: 'more', text: 'Quiero saber más' } });
  const button_reply = { id: 'y', title: 'Sí, confirmo' };
  await say({ type: 'interactive', interactive: { type: 'button_reply', button_reply } });
  const list_reply = { id: 'blue', title: 'Azul cobalto', description: 'Hecho a mano' };
  await say({ type: 'interactive', interactive: { type: 'list_reply', list_reply } });
  const response_json = JSON.stringify({ flow_token: 'secret', nombre_completo: 'Olga Ximénez', piezas: 40 });
  const nfm_reply = { name: 'flow', body: 'Sent', response_json };
  await say({ type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply } });
  await demo.arrived(person, 4);
  await inbox.openFresh('Olga Ximénez');
  await expect(inbox.bubble('Quiero saber más')).toContainText('Button pressed');
  await expect(inbox.bubble('Sí, confirmo')).toContainText('Button pressed');
  await expect(inbox.bubble('Azul cobalto')).toContainText(/Chosen from a list[\s\S]*Hecho a mano/);
  const form = inbox.bubble('Form filled in');
  await expect(form).toContainText(/nombre completo\s*Olga Ximénez/i);
  await expect(form).not.toContainText('secret');
});

test('what WhatsApp itself tells stands between the messages', async ({ inbox, demo }) => {
  const person = { name: 'Pilar Yáñez', phone: newPhone() };
  await deliverMessage(demo.hook, person, { type: 'text', text: { body: 'Ya casi tengo número nuevo' } });
  const system = { type: 'customer_identity_changed', body: 'Pilar Yáñez cambió de teléfono' };
  await deliverMessage(demo.hook, person, { type: 'system', system });
  await inbox.openFresh('Pilar Yáñez');
  const line = inbox.bubble('cambió de teléfono');
  await expect(line).toBeVisible();
  await expect(line.getByRole('button')).toHaveCount(0);
});

const MISSING: [code: number, what: string | null, shown: RegExp][] = [
  [131_060, null, /can only be seen in the app[\s\S]*Look at the chat on the business phone[\s\S]*131060/],
  [131_051, 'poll_creation', /It was: a poll[\s\S]*does not allow this kind[\s\S]*131051/],
  [131_052, 'video', /It was: Video[\s\S]*over 100 MB[\s\S]*send it again[\s\S]*131052/],
];

test('what WhatsApp does not pass on tells what it was, why, and what to do', async ({ inbox, demo }) => {
  const person = { name: 'Quirino Zárate', phone: newPhone() };
  for (const [code, type] of MISSING)
    await deliverMessage(demo.hook, person, {
      type: 'unsupported',
      ...(type && { unsupported: { type } }),
      errors: [{ code, title: 'Message unavailable' }],
    });
  // So does a file that could not be fetched: its kind stands there, and nothing else.
  await deliverMessage(demo.hook, person, {
    type: 'image',
    errors: [{ code: 131_052, title: 'Media download error' }],
  });
  await demo.arrived(person, 4);
  await inbox.openFresh('Quirino Zárate');
  const bubbles = inbox.bubbles('Message that WhatsApp does not pass on');
  await expect(bubbles).toHaveCount(4);
  for (const [n, [, , shown]] of MISSING.entries()) await expect(bubbles.nth(n)).toContainText(shown);
  await expect(bubbles.nth(3)).toContainText(/It was: Photo[\s\S]*over 100 MB/);
});

/** Sends what the composer can't build. */
async function answer(demo: Demo, name: string) {
  const customer = demo.customer(name);
  await customer.write('Hola');
  await demo.arrived(customer, 1);
  const query = new URLSearchParams({ q: customer.phone.slice(-9) });
  const { data } = await demo.api.call<{ data: { id: string }[] }>(
    'GET',
    demo.path(`/conversations?${query}`),
  );
  const path = demo.path(`/conversations/${data[0]?.id}/messages`);
  return (message: NewMessage) => demo.api.call<Message>('POST', path, message);
}

test('a file that lies on the web is named, with the way to it', async ({ inbox, demo }) => {
  const send = await answer(demo, 'Rufina Abascal');
  const link = 'https://azulejos.example/fotos/Patio%20azul.png';
  await send({ type: 'image', image: { link, caption: 'El patio' } });
  await send({
    type: 'document',
    document: { link: 'https://azulejos.example/d/17', filename: 'Cotización.pdf' },
  });
  await inbox.openFresh('Rufina Abascal');
  const photo = inbox.bubble('El patio');
  await expect(photo).toContainText('Patio azul.png');
  await expect(photo).toContainText('Photo · azulejos.example');
  await expect(photo.getByRole('link', { name: 'Open: Patio azul.png' })).toHaveAttribute('href', link);
  await expect(inbox.bubble('Cotización.pdf').getByRole('link')).toHaveAttribute(
    'href',
    'https://azulejos.example/d/17',
  );
});

test('a file that WhatsApp keeps no more says so, and what to do', async ({ inbox, demo }) => {
  const person = { name: 'Zacarías Luna', phone: newPhone() };
  const image = { id: '404404404', mime_type: 'image/jpeg', caption: 'Así quedó' };
  await deliverMessage(demo.hook, person, { type: 'image', image });
  await inbox.openFresh('Zacarías Luna');
  const bubble = inbox.bubble('Así quedó');
  await expect(bubble).toContainText('WhatsApp keeps this file no more; it holds one for 7 days.');
  await expect(bubble).toContainText('Ask the customer to send it again.');
  await expect(bubble.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('products and catalogues show which they are, and their button', async ({ inbox, demo }) => {
  const send = await answer(demo, 'Saturnino Bello');
  const body = (text: string) => ({ text });
  await send({
    type: 'interactive',
    interactive: {
      type: 'product',
      body: body('El más pedido'),
      action: { catalog_id: '194836987003835', product_retailer_id: 'estrella-cobalto' },
    },
  });
  await send({
    type: 'interactive',
    interactive: {
      type: 'product_list',
      header: { type: 'text', text: 'Azulejos' },
      body: body('Los de esta semana'),
      action: {
        catalog_id: '194836987003835',
        sections: [
          {
            title: 'Azules',
            product_items: [{ product_retailer_id: 'cobalto-20' }, { product_retailer_id: 'cielo-20' }],
          },
        ],
      },
    },
  });
  await send({
    type: 'interactive',
    interactive: {
      type: 'catalog_message',
      body: body('Todo lo que hay'),
      action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'gris-perla' } },
    },
  });
  await inbox.openFresh('Saturnino Bello');
  await expect(inbox.bubble('El más pedido')).toContainText(/estrella-cobalto[\s\S]*See the product/);
  await expect(inbox.bubble('Todo lo que hay')).toContainText(/gris-perla[\s\S]*See the catalogue/);
  const several = inbox.bubble('Los de esta semana');
  await expect(several).toContainText('2 products');
  await several.getByRole('button', { name: 'See the products' }).click();
  const sheet = inbox.page.getByRole('dialog', { name: 'See the products' });
  await expect(sheet.getByRole('listitem')).toHaveText(['cobalto-20', 'cielo-20']);
});

test('an offer and a code stand in the thread as the customer reads them', async ({ inbox, demo }) => {
  const waba_id = demo.hook.wabaId;
  await demo.meta.call('POST', '/templates', {
    waba_id,
    name: 'oferta_de_hoy',
    language: 'es_MX',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'Azulejos con descuento.' },
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Solo hoy', has_expiration: true } },
      { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'Copiar', example: 'AZUL10' }] },
    ],
  });
  await demo.meta.call('POST', '/templates', {
    waba_id,
    name: 'codigo_de_acceso',
    language: 'es_MX',
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 5 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copiar código' }] },
    ],
  });
  await demo.api.call('POST', demo.path('/templates/sync'), { line_id: demo.line.id });
  const send = await answer(demo, 'Timoteo Cuevas');
  const template = (name: string, components: object[]) =>
    send({ type: 'template', template: { name, language: 'es_MX', components } } as NewMessage);
  await template('oferta_de_hoy', [
    {
      type: 'limited_time_offer',
      parameters: [
        {
          type: 'limited_time_offer',
          limited_time_offer: { expiration_time_ms: Date.parse('2033-01-22T18:00:00Z') },
        },
      ],
    },
    {
      type: 'button',
      sub_type: 'copy_code',
      index: 0,
      parameters: [{ type: 'coupon_code', coupon_code: 'AZUL10' }],
    },
  ]);
  const parameters = [{ type: 'text', text: '493021' }];
  await template('codigo_de_acceso', [
    { type: 'body', parameters },
    { type: 'button', sub_type: 'url', index: 0, parameters },
  ]);
  await inbox.openFresh('Timoteo Cuevas');
  const offer = inbox.bubble('Azulejos con descuento.');
  await expect(offer).toContainText(/Solo hoy[\s\S]*Ends on[\s\S]*2033[\s\S]*Code: AZUL10/);
  const code = inbox.bubble('Tu código de verificación es 493021. Por tu seguridad, no lo compartas.');
  await expect(code).toContainText('Este código caduca en 5 minutos.');
});
