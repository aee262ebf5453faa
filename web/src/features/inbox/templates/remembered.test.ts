import { expect, test } from 'vitest';
import { CODE_TEMPLATE, RICH, templateSample } from '@/lib/template/samples';
import { slotsOf } from '@/lib/template/values';
import { recall, remember } from './remembered';
import { guess, suggestionsFor } from './suggestions';

const known = (name: string) =>
  suggestionsFor({
    contact: { id: 'contact_1', name, phone: '+525555550111', username: null, blocked_at: null },
    member: 'Inés',
    organization: 'Azulejos Alhambra',
  });

test('a contact without a name suggests no name', () => {
  expect(known('+525555550111').map((one) => one.source)).toEqual(['phone', 'member', 'organization']);
  expect(known('Mariana Robles').slice(0, 2)).toEqual([
    { source: 'first_name', value: 'Mariana' },
    { source: 'name', value: 'Mariana Robles' },
  ]);
});

test('variables whose names say what they want are filled', () => {
  expect(guess('first_name', known('Mariana Robles'))).toBe('Mariana');
  expect(guess('first_name', known('Mariana'))).toBe('Mariana');
  expect(guess('nombre', known('Mariana Robles'))).toBe('Mariana Robles');
  expect(guess('order_number', known('Mariana Robles'))).toBeUndefined();
});

test('the next person is not called by the name of the one before', () => {
  const slots = slotsOf(RICH);
  const values = { 'body.1': 'Mariana', 'body.2': 'A-17', 'header.file': 'media_1' };
  const names = { 'header.file': 'patio.png' };
  remember('template_rich', { values, slots, suggestions: known('Mariana Robles'), names });
  const recalled = recall('template_rich', slots, known('Teo Lara'));
  expect(recalled.values).toEqual({ 'body.1': 'Teo', 'body.2': 'A-17', 'header.file': 'media_1' });
  expect(recalled.names).toEqual(names);
  expect(recall('template_rich', slots, known('+525555550111')).values['body.1']).toBeUndefined();
});

test('a template that was never used begins with what its names say', () => {
  const named = templateSample({
    parameter_format: 'named',
    components: [{ type: 'BODY', text: 'Hola {{name}}, va {{order}}.' }],
  });
  expect(recall('template_new', slotsOf(named), known('Mariana Robles')).values).toEqual({
    'body.name': 'Mariana Robles',
  });
});

test('a code is not remembered', () => {
  const slots = slotsOf(CODE_TEMPLATE);
  remember('template_code', { values: { code: '482193' }, slots, suggestions: [], names: {} });
  expect(recall('template_code', slots, []).values).toEqual({});
});
