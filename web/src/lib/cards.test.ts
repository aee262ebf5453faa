import { expect, test } from 'vitest';
import {
  carouselOf,
  choiceOf,
  formAnswers,
  interactiveCard,
  orderOf,
  peopleOf,
  placeOf,
  templateCard,
} from './cards';

test('a place needs both numbers, which may come as texts', () => {
  expect(placeOf({ latitude: '20.64', longitude: -103.31, name: 'Taller' })).toEqual({
    latitude: 20.64,
    longitude: -103.31,
    name: 'Taller',
    address: '',
  });
  expect(placeOf({ latitude: 20.64 })).toBeNull();
});

test('people come with the number that WhatsApp knows', () => {
  const [person] = peopleOf({
    contacts: [
      {
        name: { formatted_name: 'Bárbara Juárez' },
        org: { company: 'Losetas del Norte' },
        phones: [{ phone: '+1 (305) 555-0199', wa_id: '13055550199' }, { phone: '' }],
      },
    ],
  });
  expect(person).toEqual({
    name: 'Bárbara Juárez',
    company: 'Losetas del Norte',
    phones: [{ shown: '+1 (305) 555-0199', number: '+13055550199' }],
    emails: [],
  });
});

test('an order adds up where its prices are of one currency', () => {
  const item = { product_retailer_id: 'cobalto', quantity: 2, item_price: 30, currency: 'MXN' };
  expect(orderOf({ product_items: [item, { ...item, quantity: 1, item_price: 25 }] }).total).toBe(85);
  expect(orderOf({ product_items: [item, { ...item, currency: 'USD' }] }).total).toBeNull();
  expect(orderOf({}).items).toEqual([]);
});

test('what a business sent is read with buttons, list and link', () => {
  const buttons = interactiveCard({
    type: 'button',
    header: { type: 'text', text: 'Pedido' },
    body: { text: '¿Lo confirmamos?' },
    action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Sí' } }] },
  });
  expect(buttons).toMatchObject({ header: 'Pedido', file: '', body: '¿Lo confirmamos?' });
  expect(buttons.buttons).toEqual([{ text: 'Sí', kind: 'reply', link: null }]);
  const rows = [{ id: 'a', title: 'Azul', description: 'Hecho a mano' }];
  const list = interactiveCard({
    type: 'list',
    action: { button: 'Ver', sections: [{ title: 'Todo', rows }] },
  });
  expect(list.buttons).toEqual([{ text: 'Ver', kind: 'list', link: null }]);
  expect(list.sections[0]?.rows).toEqual([{ title: 'Azul', description: 'Hecho a mano' }]);
  const link = { name: 'cta_url', parameters: { display_text: 'Ver', url: 'javascript:alert(1)' } };
  expect(interactiveCard({ type: 'cta_url', action: link }).buttons[0]?.link).toBeNull();
});

test('a template shows what it was filled with', () => {
  const card = templateCard({
    name: 'aviso',
    rendered: {
      header: { format: 'IMAGE' },
      body: 'Hola, Ana',
      footer: 'Azulejos',
      buttons: [{ type: 'URL', text: 'Rastrear', url: 'https://azulejos.example/a' }, 'Gracias'],
    },
  });
  expect(card).toMatchObject({ file: 'image', body: 'Hola, Ana', footer: 'Azulejos' });
  expect(card.buttons.map(({ text, kind }) => [text, kind])).toEqual([
    ['Rastrear', 'link'],
    ['Gracias', 'reply'],
  ]);
});

test('a choice is a button, a row, a form or a permission', () => {
  expect(choiceOf({ button_reply: { id: 'y', title: 'Sí' } })).toMatchObject({ kind: 'button', title: 'Sí' });
  expect(choiceOf({ payload: 'x', text: 'Quiero saber más' }).title).toBe('Quiero saber más');
  expect(choiceOf({ list_reply: { title: 'Azul', description: 'A mano' } })).toMatchObject({
    kind: 'list',
    description: 'A mano',
  });
  const form = { nfm_reply: { name: 'flow', response_json: '{"flow_token":"x","nombre_completo":"Ana"}' } };
  expect(formAnswers(form)).toEqual([['nombre completo', 'Ana']]);
  expect(formAnswers({ nfm_reply: { response_json: '{' } })).toEqual([]);
});

test('what only WhatsApp names is told by its kind, with the products in it', () => {
  const kindsOf = (content: Record<string, unknown>) =>
    interactiveCard(content).buttons.map(({ text, kind }) => [text, kind]);
  expect(kindsOf({ type: 'location_request_message', action: { name: 'send_location' } })).toEqual([
    ['', 'place'],
  ]);
  const one = { type: 'product', action: { catalog_id: '1', product_retailer_id: 'cobalto' } };
  expect(kindsOf(one)).toEqual([['', 'product']]);
  expect(interactiveCard(one).products).toEqual(['cobalto']);
  const product_items = [{ product_retailer_id: 'cobalto' }, { product_retailer_id: 'gris' }];
  const several = { type: 'product_list', action: { sections: [{ title: 'Azulejo', product_items }] } };
  expect(kindsOf(several)).toEqual([['', 'items']]);
  expect(interactiveCard(several).products).toEqual(['cobalto', 'gris']);
  const parameters = { thumbnail_product_retailer_id: 'gris' };
  expect(interactiveCard({ type: 'catalog_message', action: { parameters } })).toMatchObject({
    products: ['gris'],
    buttons: [{ kind: 'catalog' }],
  });
});

test('a header tells where its file lies, if that may be followed', () => {
  const headed = (link: string) =>
    interactiveCard({ type: 'button', header: { type: 'image', image: { link } } });
  expect(headed('https://azulejos.example/a.png')).toMatchObject({
    file: 'image',
    link: 'https://azulejos.example/a.png',
  });
  expect(headed('javascript:alert(1)').link).toBeNull();
});

test('an offer has its text, its end and its code', () => {
  const limited_time_offer = { text: 'Solo hoy', expiration_time_ms: '1990000000000' };
  const buttons = [{ type: 'copy_code', text: 'Copiar', code: 'AZUL10' }];
  const of = (rendered: object) => templateCard({ rendered }).offer;
  expect(of({ limited_time_offer, buttons })).toEqual({
    text: 'Solo hoy',
    ends: 1_990_000_000_000,
    code: 'AZUL10',
  });
  expect(of({ limited_time_offer: null, buttons })).toBeNull();
});

test('a carousel is a row of cards, sent by itself or by a template', () => {
  const parameters = { display_text: 'Ver', url: 'https://azulejos.example/cobalto' };
  const film = { type: 'video', video: { media_id: 'media_1' } };
  const cards = [
    { card_index: 0, type: 'cta_url', header: film, body: { text: 'Cobalto' }, action: { parameters } },
    { card_index: 1, type: 'product', action: { catalog_id: '7', product_retailer_id: 'gris' } },
  ];
  const [first, second] = carouselOf({ type: 'carousel', action: { cards } });
  expect(first).toMatchObject({ file: 'media_1', card: { file: 'video', body: 'Cobalto' } });
  expect(first?.card.buttons).toEqual([{ text: 'Ver', kind: 'link', link: parameters.url }]);
  expect(second).toMatchObject({ file: '', card: { products: ['gris'], buttons: [{ kind: 'product' }] } });
  const [filled] = carouselOf({ rendered: { cards: [{ body: 'Jade', buttons: ['Quiero'] }] } });
  expect(filled?.card).toMatchObject({ body: 'Jade', buttons: [{ text: 'Quiero', kind: 'reply' }] });
  expect(carouselOf({ type: 'list', action: { sections: [] } })).toEqual([]);
});
