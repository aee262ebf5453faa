import { expect, test } from 'vitest';
import { type Finding, fieldName, hasErrors, notesAt, rootOf, unplaced } from './findings';

const finding = (field: string, severity: Finding['severity'], text: string): Finding => ({
  code: text,
  severity,
  field,
  limit: null,
  message: { es: text, en: text, pt: text },
});

test('each finding stands at its field, an error before a warning', () => {
  const findings = [
    finding('body', 'warning', 'touch'),
    finding('body', 'error', 'leading'),
    finding('body', 'error', 'examples'),
    finding('carousel[1].buttons[0]', 'error', 'text'),
    finding('footer', 'warning', 'long'),
  ];
  expect(notesAt(findings, 'body', 'en')).toEqual({ error: 'leading examples' });
  expect(notesAt(findings, 'footer', 'es')).toEqual({ warning: 'long' });
  expect(notesAt(findings, fieldName(1, 'buttons[0]'), 'en')).toEqual({ error: 'text' });
  expect(notesAt(findings, 'name', 'en')).toEqual({ warning: undefined });
  expect(hasErrors(findings)).toBe(true);
});

test('what has no field of its own is told apart', () => {
  const placed = ['name', 'buttons', 'buttons[3]', 'limited_time_offer', 'carousel', 'carousel[0].header'];
  const findings = [...placed, 'components', 'carousel[0].footer'].map((field) =>
    finding(field, 'error', ''),
  );
  expect(unplaced(findings).map((one) => one.field)).toEqual(['components', 'carousel[0].footer']);
});

test('only the card that was begun is judged', () => {
  expect(rootOf('buttons[2]')).toBe('buttons');
  expect(rootOf('carousel[1].buttons[0]')).toBe('carousel[1]');
  expect(rootOf('carousel')).toBe('carousel');
  expect(rootOf('body')).toBe('body');
});
