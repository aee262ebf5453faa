import { expect, test } from 'vitest';
import { againOf, forwardOf } from './forward';
import { ownMessage } from './samples';

const template = {
  ...ownMessage(1, 'Hola Ana, su pedido A-9 ya está listo.'),
  kind: 'template' as const,
  content: {
    name: 'pedido_listo',
    language: { code: 'es_MX' },
    components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }],
    rendered: { body: 'Hola Ana, su pedido A-9 ya está listo.' },
  },
};

test('a template goes once more to the same person with its values, and to nobody else', () => {
  expect(forwardOf(template)).toBeNull();
  const again = againOf(template);
  expect(again?.body).toBe(template.text);
  expect(again?.what).toEqual({
    type: 'template',
    template: { name: 'pedido_listo', language: 'es_MX', components: template.content.components },
    shown: { name: 'pedido_listo', language: { code: 'es_MX' }, rendered: template.content.rendered },
  });
});

test('a template that says nothing of itself cannot be sent once more', () => {
  expect(againOf({ ...template, content: {} })).toBeNull();
  expect(againOf({ ...template, kind: 'text' })).toEqual({ body: template.text });
});
