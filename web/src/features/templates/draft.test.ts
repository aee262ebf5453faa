import { expect, test } from 'vitest';
import { CAROUSEL, CODE_TEMPLATE, RICH, templateSample } from '@/lib/template/samples';
import {
  asName,
  type Draft,
  draftOf,
  layoutOf,
  moveButtons,
  newButton,
  newDraft,
  placeOfNew,
  withCategory,
  withFormat,
  withLayout,
  without,
  withoutCard,
} from './draft';
import { usualLanguage } from './languages';
import { writtenOf } from './written';

const written = (draft: Draft) => writtenOf(draft).components;

test('a template that is read and written again is the same', () => {
  const { components } = RICH;
  const again = written(draftOf(RICH, 'line_1'));
  // Meta writes the label of a code button itself.
  const [header, body, footer] = components;
  expect(again.slice(0, 3)).toEqual([header, body, footer]);
  expect(again[3]?.buttons).toEqual([
    { type: 'QUICK_REPLY', text: 'Voy por él' },
    { type: 'URL', text: 'Ver', url: 'https://example.com/{{1}}', example: ['17'] },
    { type: 'COPY_CODE', example: 'AZUL10' },
  ]);
  expect(written(draftOf(CAROUSEL, 'line_1'))).toEqual(CAROUSEL.components);
  expect(written(draftOf(CODE_TEMPLATE, 'line_1'))).toEqual(CODE_TEMPLATE.components);
});

test("a sample that Meta gave only an address of is asked for anew; Meta's parts we do not know stay", () => {
  const example = { header_handle: ['https://scontent.example/x.png'] };
  const button = { type: 'CATALOG', text: 'Ver catálogo' };
  const template = templateSample({
    components: [
      { type: 'HEADER', format: 'IMAGE', example },
      { type: 'BODY', text: 'Hola.' },
      { type: 'BUTTONS', buttons: [button] },
    ],
  });
  const [header, , buttons] = written(draftOf(template, 'line_1'));
  expect(header).toEqual({ type: 'HEADER', format: 'IMAGE' });
  expect(buttons?.buttons).toEqual([button]);
});

test('an uploaded sample stands as its media id', () => {
  const draft = newDraft('line_1', 'es_MX');
  const told = { media_id: 'media_1' };
  const [header] = written({
    ...draft,
    shape: { ...draft.shape, header: { format: 'video', text: '' } },
    samples: { 'header.file': { told, name: 'x.mp4', url: null } },
  });
  expect(header).toEqual({ type: 'HEADER', format: 'VIDEO', example: told });
});

test('variables change from numbers to names and back, with their examples', () => {
  const named = withFormat(draftOf(RICH, 'line_1'), 'named');
  expect(named.shape.body).toBe('Hola {{value_1}}, su pedido {{value_2}}.');
  expect(named.examples).toMatchObject({
    'body.value_1': 'Mariana',
    'body.value_2': 'A-17',
    'button.1': '17',
  });
  expect(written(named)[1]?.example).toEqual({
    body_text_named_params: [
      { param_name: 'value_1', example: 'Mariana' },
      { param_name: 'value_2', example: 'A-17' },
    ],
  });
  expect(withFormat(named, 'positional')).toEqual(draftOf(RICH, 'line_1'));
});

test('an authentication template has what Meta allows and nothing else', () => {
  const code = withCategory(draftOf(RICH, 'line_1'), 'authentication');
  expect(written(code)).toEqual([
    { type: 'BODY', add_security_recommendation: true },
    { type: 'FOOTER', code_expiration_minutes: 10 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
  ]);
  const back = withCategory(code, 'utility');
  expect(back.shape).toMatchObject({ code: null, buttons: [], body: RICH.components[1]?.text });
});

test('a layout brings what it needs and drops what it has no room for', () => {
  const { shape } = draftOf(RICH, 'line_1');
  const offer = withLayout({ ...shape, buttons: [] }, 'offer');
  expect(offer).toMatchObject({ footer: '', header: { format: 'image' }, buttons: [{ kind: 'url' }] });
  const carousel = withLayout(shape, 'carousel');
  expect(carousel.cards).toHaveLength(2);
  expect(carousel).toMatchObject({ header: null, footer: '', buttons: [], offer: null });
  expect([shape, offer, carousel].map(layoutOf)).toEqual(['plain', 'offer', 'carousel']);
});

test('examples go along when a card or a button goes', () => {
  const draft = {
    ...draftOf(CAROUSEL, 'line_1'),
    examples: { 'body.1': 'a', 'card.0.body.1': 'b', 'card.1.body.1': 'c' },
  };
  const { shape, examples } = withoutCard(draft, 0);
  expect(shape.cards).toHaveLength(1);
  expect(examples).toEqual({ 'body.1': 'a', 'card.0.body.1': 'c' });
  const values = { 'button.0': 'a', 'button.1': 'b', 'button.2': 'c', 'body.1': 'd' };
  expect(moveButtons(values, '', without(1))).toEqual({ 'button.0': 'a', 'button.1': 'c', 'body.1': 'd' });
});

test('a new button stands with its sort', () => {
  const buttons = [newButton('quick_reply'), newButton('url')];
  expect(placeOfNew(buttons, 'quick_reply')).toBe(1);
  expect(placeOfNew(buttons, 'phone_number')).toBe(2);
});

test('names are made such as Meta takes them', () => {
  expect(asName('Aviso de Envío 2')).toBe('aviso_de_envio_2');
});

test('the usual language is one that Meta knows', () => {
  expect(usualLanguage('MX', 'en')).toBe('es_MX');
  expect(usualLanguage('CO', 'es')).toBe('es_CO');
  expect(usualLanguage('JP', 'pt')).toBe('pt_BR');
});
