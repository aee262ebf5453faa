import { expect, test } from 'vitest';
import { cardOf, type Tap } from './card';

const interactive = (content: unknown) => cardOf({ type: 'interactive', content });
const template = (rendered: unknown) => cardOf({ type: 'template', content: { rendered } });
const taps = ({ buttons }: { buttons: { tap: Tap }[] }) => buttons.map((one) => one.tap);

test('a reply button sends its own id', () => {
  const card = interactive({
    type: 'button',
    header: { type: 'image', image: { id: '77' } },
    body: { text: '¿Sí?' },
    footer: { text: 'Azulejos' },
    action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Sí' } }] },
  });
  expect(card).toMatchObject({ header: '', body: '¿Sí?', footer: 'Azulejos' });
  expect(card.file).toMatchObject({ type: 'image', id: '77' });
  expect(card.buttons).toEqual([{ text: 'Sí', tap: { kind: 'reply', id: 'y' } }]);
});

test('a list keeps the ids of its rows', () => {
  const rows = [
    { id: 'a', title: 'Azul', description: 'A mano' },
    { id: 'b', title: 'Blanco' },
  ];
  const card = interactive({ type: 'list', action: { button: 'Ver', sections: [{ title: 'Todo', rows }] } });
  expect(card.buttons).toEqual([{ text: 'Ver', tap: { kind: 'list' } }]);
  expect(card.sections).toEqual([
    {
      title: 'Todo',
      rows: [
        { id: 'a', title: 'Azul', description: 'A mano' },
        { id: 'b', title: 'Blanco', description: '' },
      ],
    },
  ]);
});

test('a link is followed only to the web', () => {
  const of = (url: string) =>
    taps(interactive({ type: 'cta_url', action: { parameters: { display_text: 'Ver', url } } }));
  expect(of('https://azulejos.example')).toEqual([{ kind: 'link', url: 'https://azulejos.example' }]);
  expect(of('javascript:alert(1)')).toEqual([{ kind: 'link', url: null }]);
});

test('a place, a form, a product and a permission are asked for', () => {
  expect(taps(interactive({ type: 'location_request_message', action: { name: 'send_location' } }))).toEqual([
    { kind: 'place' },
  ]);
  const parameters = { flow_cta: 'Reservar', flow_token: 't1' };
  expect(interactive({ type: 'flow', action: { parameters } }).buttons).toEqual([
    { text: 'Reservar', tap: { kind: 'form', token: 't1' } },
  ]);
  const product = interactive({ type: 'product', action: { catalog_id: '9', product_retailer_id: 'azul' } });
  expect(taps(product)).toEqual([{ kind: 'products', catalog: '9' }]);
  expect(product.sections[0]?.rows[0]?.id).toBe('azul');
  expect(taps(interactive({ type: 'call_permission_request', action: {} }))).toEqual([
    { kind: 'allow', answer: 'accept' },
    { kind: 'allow', answer: 'reject' },
  ]);
});

test('a template has every kind of button, an offer and cards', () => {
  const card = template({
    header: { type: 'text', text: 'Hola' },
    body: 'Su pedido está listo',
    limited_time_offer: { text: 'Solo hoy', expiration_time_ms: 1 },
    buttons: [
      { type: 'quick_reply', text: 'Gracias', payload: 'ok' },
      { type: 'url', text: 'Rastrear', url: 'https://azulejos.example/a' },
      { type: 'phone_number', text: 'Llamar', phone_number: '+525555550100' },
      { type: 'copy_code', text: 'Copiar', code: 'SOL10' },
      { type: 'otp', text: 'Copiar', code: '123456' },
    ],
    cards: [{ header: { type: 'image', image: { id: '5' } }, body: 'Azul', buttons: [] }],
  });
  expect(card).toMatchObject({ header: 'Hola', offer: 'Solo hoy' });
  expect(taps(card)).toEqual([
    { kind: 'quick', text: 'Gracias', payload: 'ok' },
    { kind: 'link', url: 'https://azulejos.example/a' },
    { kind: 'call', number: '+525555550100' },
    { kind: 'copy', code: 'SOL10' },
    { kind: 'copy', code: '123456' },
  ]);
  expect(card.cards[0]).toMatchObject({ body: 'Azul', file: { type: 'image', id: '5' } });
});

test('whatever is missing or of another shape is empty', () => {
  expect(interactive(null)).toMatchObject({ body: '', sections: [], cards: [] });
  expect(template('no object').buttons).toEqual([]);
});
