import { expect, test } from 'vitest';
import { choiceOf, formAnswers, interactiveCard, orderOf, peopleOf, placeOf, templateCard } from './cards';
import { clockOf, fileSize, fileType, pictureBox } from './media';

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

test('sizes, durations and kinds of files are said in short', () => {
  expect(fileSize(184_320, 'en')).toBe('184 kB');
  expect(fileSize(1_400_000, 'es')).toBe('1,4 MB');
  expect(fileType({ filename: 'Cotización 4821.pdf', mime_type: null })).toBe('PDF');
  expect(fileType({ filename: null, mime_type: 'text/plain; charset=utf-8' })).toBe('PLAIN');
  expect(clockOf(41_200)).toBe('0:41');
  expect(clockOf(3_729_000)).toBe('1:02:09');
});

test('a picture has its room before it comes', () => {
  expect(pictureBox({ width: 1_600, height: 1_200 })).toEqual({ width: 330, ratio: 4 / 3 });
  expect(pictureBox({ width: 900, height: 1_600 }).width).toBeLessThan(200);
  expect(pictureBox({ width: null, height: null })).toEqual({ width: 330, ratio: 4 / 3 });
});
