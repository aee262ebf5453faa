import { expect, test } from 'vitest';
import { fillText, nextVariable, valueOrder, variablesIn } from './variables';

test('variables are found among braces of other kinds, each once', () => {
  expect(variablesIn('Hola {{1}}, {{ 2 }} y {{1}}')).toEqual(['1', '2']);
  expect(variablesIn('{{first_name}}')).toEqual(['first_name']);
  expect(variablesIn('{1} {{}} {{a b}} {{ñ}} {{')).toEqual([]);
  expect(variablesIn('{{x {{1}} fin')).toEqual(['1']);
});

test('numbers stand by their size, names as they come', () => {
  expect(valueOrder('{{2}} y {{10}} y {{1}}', 'positional')).toEqual(['1', '2', '10']);
  expect(valueOrder('{{b}} y {{a}}', 'named')).toEqual(['b', 'a']);
});

test('what has no value stays as it is', () => {
  const values: Record<string, string> = { 1: 'Ana', 2: '' };
  expect(fillText('Hola {{1}}, {{ 2 }}. Gracias {{1}}.', (name) => values[name])).toBe(
    'Hola Ana, {{ 2 }}. Gracias Ana.',
  );
});

test('the next variable is the first that is free', () => {
  expect(nextVariable('{{1}} {{3}}', 'positional')).toBe('2');
  expect(nextVariable('{{name}} {{value_1}}', 'named')).toBe('value_2');
});
