import { expect, test } from 'vitest';
import { chosen, filledIn, ordered, tapped } from './saying';

const message = { id: 'wamid.1' };

test('a tap is told by the id that the business gave', () => {
  expect(tapped(message, { kind: 'reply', id: 'y' })).toEqual({
    type: 'interactive',
    reply_to: 'wamid.1',
    content: { type: 'button_reply', button_reply: { id: 'y' } },
  });
  expect(tapped(message, { kind: 'quick', text: 'Gracias', payload: 'ok' })).toEqual({
    type: 'button',
    reply_to: 'wamid.1',
    content: { text: 'Gracias', payload: 'ok' },
  });
  expect(tapped(message, { kind: 'list' })).toBeNull();
  expect(chosen(message, 'a')).toMatchObject({ content: { type: 'list_reply', list_reply: { id: 'a' } } });
});

test('a form carries its token and leaves out fields without a name', () => {
  const saying = filledIn(message, 't1', [
    ['nombre', 'Ana "la de los azulejos"'],
    [' ', 'nadie'],
  ]);
  expect(saying).toMatchObject({ type: 'interactive', content: { type: 'nfm_reply' } });
  expect(JSON.stringify(saying)).toContain('la de los azulejos');
  expect(JSON.stringify(saying)).toContain('flow_token');
  expect(JSON.stringify(saying)).not.toContain('nadie');
});

test('an order leaves out what is not wanted', () => {
  const items = [
    { id: 'azul', quantity: 2, price: 450 },
    { id: 'gris', quantity: 0, price: 10 },
  ];
  expect(ordered(message, { catalog: '9', currency: 'MXN', items }).content).toEqual({
    catalog_id: '9',
    product_items: [{ product_retailer_id: 'azul', quantity: 2, item_price: 450, currency: 'MXN' }],
  });
});
