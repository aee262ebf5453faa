/** Each kind of message has a drawing of its own. */
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
