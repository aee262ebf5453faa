/** A conversation with something of every kind in it, from both sides. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Demo } from './demo.ts';

const ROOT = join(import.meta.dirname, '../..');
const bytesOf = (path: string) => new Uint8Array(readFileSync(join(ROOT, path)));

const PLACE = {
  latitude: 20.6407,
  longitude: -103.3112,
  name: 'Taller de San Pedro',
  address: 'Independencia 211, Tlaquepaque',
};
const CARD = [
  {
    name: { formatted_name: 'Bárbara Juárez', first_name: 'Bárbara' },
    org: { company: 'Losetas del Norte' },
    phones: [{ phone: '+1 (305) 555-0123', wa_id: '13055550123', type: 'CELL' }],
  },
];
const BUTTONS = {
  type: 'button',
  header: { type: 'text', text: 'Entrega' },
  body: { text: '¿Le queda bien el viernes?' },
  footer: { text: 'De 9 a 18 h' },
  action: {
    buttons: [
      { type: 'reply', reply: { id: 'si', title: 'Sí' } },
      { type: 'reply', reply: { id: 'no', title: 'Mejor otro día' } },
    ],
  },
};
const LIST = {
  type: 'list',
  body: { text: '¿Qué acabado prefiere?' },
  action: {
    button: 'Ver acabados',
    sections: [
      {
        title: 'Esmaltados',
        rows: [
          { id: 'brillante', title: 'Brillante', description: 'Refleja la luz' },
          { id: 'mate', title: 'Mate' },
        ],
      },
    ],
  },
};
const LINK = {
  type: 'cta_url',
  body: { text: 'El catálogo completo está aquí.' },
  action: {
    name: 'cta_url',
    parameters: { display_text: 'Ver catálogo', url: 'https://azulejos.example/catalogo' },
  },
};
const CAROUSEL = {
  type: 'carousel',
  body: { text: 'Los más pedidos' },
  action: {
    cards: ['estrella-cobalto', 'evora-gris', 'talavera-nube'].map((product_retailer_id, card_index) => ({
      card_index,
      type: 'product',
      action: { catalog_id: '194836987003835', product_retailer_id },
    })),
  },
};
const ORDER = {
  catalog_id: '194836987003835',
  text: 'Para el viernes, por favor',
  product_items: [
    { product_retailer_id: 'estrella-cobalto', quantity: 2, item_price: 450, currency: 'MXN' },
    { product_retailer_id: 'boquilla-gris', quantity: 1, item_price: 120.5, currency: 'MXN' },
  ],
};

/** Returns the conversation's id, once all of it is there. */
export async function tellEveryKind(demo: Demo): Promise<string> {
  const customer = demo.customer('Regina Salcedo');
  const photo = { bytes: bytesOf('docs/images/inbox-light.png'), mimeType: 'image/png' };
  const first = await customer.sendFile('image', photo, { caption: 'Así quedó la cocina' });
  const pdf = new TextEncoder().encode('%PDF-1.4\n%%EOF\n');
  await customer.sendFile('document', {
    bytes: pdf,
    mimeType: 'application/pdf',
    name: 'Plano de la cocina.pdf',
  });
  const voice = { bytes: bytesOf('fuzz/seeds/media/voice.ogg'), mimeType: 'audio/ogg; codecs=opus' };
  await customer.sendFile('audio', voice, { voice: true });
  await customer.sendFile('sticker', { bytes: bytesOf('fuzz/seeds/media/a.webp'), mimeType: 'image/webp' });
  await customer.send({ type: 'location', location: PLACE });
  await customer.send({ type: 'contacts', contacts: CARD });
  await customer.send({ type: 'order', order: ORDER });
  await customer.sendUnsupported();
  await demo.arrived(customer, 8);
  const conversation = await idOf(demo, customer.name);
  const answer = (message: object) =>
    demo.api.call('POST', demo.path(`/conversations/${conversation}/messages`), message);
  for (const interactive of [BUTTONS, LIST, LINK, CAROUSEL])
    await answer({ type: 'interactive', interactive });
  await answer({ type: 'location', location: PLACE });
  await answer({ type: 'contacts', contacts: CARD });
  await customer.react(first, '😍');
  return conversation;
}

async function idOf(demo: Demo, name: string): Promise<string> {
  const query = new URLSearchParams({ q: name });
  const { data } = await demo.api.call<{ data: { id: string }[] }>(
    'GET',
    demo.path(`/conversations?${query}`),
  );
  return data[0]?.id ?? '';
}
