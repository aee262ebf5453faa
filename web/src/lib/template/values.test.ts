import { expect, test } from 'vitest';
import { CAROUSEL, CODE_TEMPLATE, RICH, templateSample } from './samples';
import { messageComponents, problemOf, renderedOf, type Slot, slotsOf } from './values';

const keys = (slots: Slot[]) => slots.map((slot) => slot.key);

test('every value that a template wants is asked for, with its example', () => {
  const slots = slotsOf(RICH);
  expect(keys(slots)).toEqual(['header.file', 'body.1', 'body.2', 'button.1', 'button.2']);
  expect(slots.map((slot) => slot.example)).toEqual(['', 'Mariana', 'A-17', '17', 'AZUL10']);
  expect(slots.map((slot) => slot.kind)).toEqual(['image', 'text', 'text', 'link', 'coupon']);
});

test('values go out as the components that Meta wants', () => {
  const values = {
    'header.file': 'media_1',
    'body.1': 'Ana',
    'body.2': 'B-2',
    'button.1': '42',
    'button.2': 'SOL',
  };
  expect(messageComponents(RICH, values)).toEqual([
    { type: 'header', parameters: [{ type: 'image', image: { media_id: 'media_1' } }] },
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Ana' },
        { type: 'text', text: 'B-2' },
      ],
    },
    { type: 'button', sub_type: 'url', index: 1, parameters: [{ type: 'text', text: '42' }] },
    {
      type: 'button',
      sub_type: 'copy_code',
      index: 2,
      parameters: [{ type: 'coupon_code', coupon_code: 'SOL' }],
    },
  ]);
  expect(renderedOf(RICH, values)).toMatchObject({
    header: { format: 'image', image: { media_id: 'media_1' } },
    body: 'Hola Ana, su pedido B-2.',
    footer: 'Azulejos Alhambra',
    buttons: [{ text: 'Voy por él' }, { url: 'https://example.com/42' }, { text: 'Copiar' }],
  });
});

test('numbers are sent in their order, names by name', () => {
  const body = (text: string) => [{ type: 'BODY', text }];
  const numbered = templateSample({ components: body('A {{2}} b {{1}} c.') });
  const [sent] = messageComponents(numbered, { 'body.1': 'uno', 'body.2': 'dos' });
  expect(sent?.parameters).toEqual([
    { type: 'text', text: 'uno' },
    { type: 'text', text: 'dos' },
  ]);
  const named = templateSample({ parameter_format: 'named', components: body('Hola {{name}}.') });
  expect(messageComponents(named, { 'body.name': 'Ana' })).toEqual([
    { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'Ana' }] },
  ]);
});

test('a document keeps its name, a place its coordinates', () => {
  const of = (format: string) => templateSample({ components: [{ type: 'HEADER', format }] });
  expect(messageComponents(of('DOCUMENT'), { 'header.file': 'media_2' }, () => 'lista.pdf')).toEqual([
    {
      type: 'header',
      parameters: [{ type: 'document', document: { media_id: 'media_2', filename: 'lista.pdf' } }],
    },
  ]);
  const values = {
    'header.latitude': '20.64',
    'header.longitude': '-103.31',
    'header.name': 'Taller',
    'header.address': 'Independencia 211',
  };
  expect(keys(slotsOf(of('LOCATION')))).toEqual(Object.keys(values));
  expect(messageComponents(of('LOCATION'), values)[0]?.parameters).toEqual([
    {
      type: 'location',
      location: { latitude: 20.64, longitude: -103.31, name: 'Taller', address: 'Independencia 211' },
    },
  ]);
});

test('each card has values of its own', () => {
  expect(slotsOf(CAROUSEL).map(({ key, card }) => [key, card])).toEqual([
    ['card.0.header.file', 0],
    ['card.1.header.file', 1],
    ['card.1.body.1', 1],
  ]);
  const values = { 'card.0.header.file': 'media_a', 'card.1.header.file': 'media_b', 'card.1.body.1': '$9' };
  expect(messageComponents(CAROUSEL, values)).toMatchObject([
    {
      type: 'carousel',
      cards: [{ card_index: 0 }, { card_index: 1, components: [{}, { type: 'body' }] }],
    },
  ]);
  expect(renderedOf(CAROUSEL, values)).toMatchObject({
    body: 'Vea esto.',
    cards: [{ body: 'Azul.' }, { body: 'A $9.', header: { image: { media_id: 'media_b' } } }],
  });
});

test('a code stands in the text and in its button', () => {
  expect(slotsOf(CODE_TEMPLATE)).toMatchObject([{ key: 'code', kind: 'code' }]);
  const parameters = [{ type: 'text', text: '482193' }];
  expect(messageComponents(CODE_TEMPLATE, { code: '482193' })).toEqual([
    { type: 'body', parameters },
    { type: 'button', sub_type: 'url', index: 0, parameters },
  ]);
});

test('an offer that ends wants its end', () => {
  const limited_time_offer = { text: 'Hoy', has_expiration: true };
  const offer = templateSample({ components: [{ type: 'LIMITED_TIME_OFFER', limited_time_offer }] });
  expect(keys(slotsOf(offer))).toEqual(['offer.end']);
  const end = '2026-11-24T18:00:00.000Z';
  expect(messageComponents(offer, { 'offer.end': end })).toMatchObject([
    { parameters: [{ limited_time_offer: { expiration_time_ms: Date.parse(end) } }] },
  ]);
});

test('values that Meta would refuse are told', () => {
  const slot = (kind: Slot['kind']): Slot => ({ key: 'x', kind, name: '', card: null, example: '' });
  const now = Date.parse('2026-11-22T10:00:00Z');
  const problem = (kind: Slot['kind'], value: string | undefined) => problemOf(slot(kind), value, now);
  expect(problem('text', undefined)).toBe('missing');
  expect(problem('text', '  ')).toBe('missing');
  expect(problem('text', 'a\tb')).toBe('breaks');
  expect(problem('text', 'a     b')).toBe('breaks');
  expect(problem('text', 'Ana')).toBeNull();
  expect(problem('latitude', '91')).toBe('range');
  expect(problem('longitude', 'x')).toBe('range');
  expect(problem('longitude', '-103.3')).toBeNull();
  expect(problem('coupon', 'A'.repeat(21))).toBe('too_long');
  expect(problem('moment', '2026-11-22T09:59:00Z')).toBe('past');
});
