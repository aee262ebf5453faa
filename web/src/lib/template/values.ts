/** What fills a template when it is sent: where values go, whether they do, and how Meta wants them. */
import { type Fields, fieldsOf, listOf, textOf } from '@/lib/fields';
import {
  cardPrefix,
  componentOf,
  isFile,
  type Part,
  partsOf,
  type Shape,
  shapeOf,
  type Template,
} from './shape';
import { fillText, type ParameterFormat, valueOrder, variablesIn } from './variables';

/** By the name of a slot; a file's is the id of the stored file. */
export type Values = Record<string, string>;

export type SlotKind =
  | 'text'
  | 'image'
  | 'video'
  | 'document'
  | 'latitude'
  | 'longitude'
  | 'place'
  | 'link'
  | 'coupon'
  | 'code'
  | 'moment';

export type Slot = {
  key: string;
  kind: SlotKind;
  /** The variable's name, or the button's text. */
  name: string;
  /** Which card of a carousel, from 0. */
  card: number | null;
  example: string;
};

export type SlotProblem = 'missing' | 'breaks' | 'range' | 'past' | 'too_long';

const COUPON_LIMIT = 20;
const HEADER_FILE = 'header.file';
const PLACE = ['latitude', 'longitude', 'name', 'address'] as const;

export const CODE = 'code';
export const OFFER_END = 'offer.end';
export const fileKey = (prefix: string): string => `${prefix}${HEADER_FILE}`;
export const buttonKey = (prefix: string, n: number): string => `${prefix}button.${n}`;
export const headerKey = (prefix: string, name: string): string => `${prefix}header.${name}`;
export const bodyKey = (prefix: string, name: string): string => `${prefix}body.${name}`;

type Filled = Pick<Template, 'components' | 'category' | 'parameter_format'>;

export function slotsOf(template: Filled): Slot[] {
  const shape = shapeOf(template);
  if (shape.code) return [{ key: CODE, kind: 'code', name: '', card: null, example: '123456' }];
  const examples = examplesOf(template);
  const slots = partsOf(shape).flatMap(({ part, prefix }, n) =>
    slotsOfPart(part, prefix, template.parameter_format).map((slot) => ({
      ...slot,
      card: n === 0 ? null : n - 1,
      example: examples[slot.key] ?? '',
    })),
  );
  if (shape.offer?.expires)
    slots.push({ key: OFFER_END, kind: 'moment', name: shape.offer.text, card: null, example: '' });
  return slots;
}

type Bare = Pick<Slot, 'key' | 'kind' | 'name'>;

function slotsOfPart({ header, body, buttons }: Part, prefix: string, format: ParameterFormat): Bare[] {
  const slots: Bare[] = [];
  if (header?.format === 'text')
    for (const name of valueOrder(header.text, format))
      slots.push({ key: headerKey(prefix, name), kind: 'text', name });
  if (isFile(header?.format)) slots.push({ key: fileKey(prefix), kind: header.format, name: '' });
  if (header?.format === 'location')
    for (const name of PLACE)
      slots.push({
        key: headerKey(prefix, name),
        kind: name === 'latitude' || name === 'longitude' ? name : 'place',
        name,
      });
  for (const name of valueOrder(body, format)) slots.push({ key: bodyKey(prefix, name), kind: 'text', name });
  buttons.forEach((button, n) => {
    const key = buttonKey(prefix, n);
    if (button.kind === 'copy_code') slots.push({ key, kind: 'coupon', name: button.text });
    if (button.kind === 'url' && variablesIn(button.target).length > 0)
      slots.push({ key, kind: 'link', name: button.text });
  });
  return slots;
}

/** The examples that were given to Meta, by the slots that they stand for. */
export function examplesOf({ components, parameter_format: format }: Filled): Values {
  const examples: Values = {};
  read(examples, components, '', format);
  listOf(componentOf(components, 'carousel')?.cards).forEach((card, n) => {
    read(examples, card.components, cardPrefix(n), format);
  });
  return examples;
}

function read(examples: Values, components: unknown, prefix: string, format: ParameterFormat): void {
  for (const [type, keyOf] of [
    ['header', headerKey],
    ['body', bodyKey],
  ] as const) {
    const example = componentOf(components, type)?.example;
    for (const [name, value] of textExamples(example, type, format)) examples[keyOf(prefix, name)] = value;
  }
  listOf(componentOf(components, 'buttons')?.buttons).forEach(({ example }, n) => {
    const [first] = Array.isArray(example) ? example : [example];
    if (textOf(first) !== '') examples[buttonKey(prefix, n)] = textOf(first);
  });
}

function textExamples(told: unknown, type: 'header' | 'body', format: ParameterFormat): [string, string][] {
  const example = fieldsOf(told);
  if (format === 'named')
    return listOf(example[`${type}_text_named_params`]).map((one) => [
      textOf(one.param_name),
      textOf(one.example),
    ]);
  const given = example[`${type}_text`];
  const list: unknown = Array.isArray(given) && Array.isArray(given[0]) ? given[0] : given;
  return Array.isArray(list) ? list.map((value, n) => [`${n + 1}`, textOf(value)]) : [];
}

/** Why a value would be refused, where it would. */
export function problemOf({ kind }: Slot, value: string | undefined, now: number): SlotProblem | null {
  const text = value?.trim() ?? '';
  if (text === '') return 'missing';
  switch (kind) {
    case 'latitude':
      return Math.abs(Number(text)) <= 90 ? null : 'range';
    case 'longitude':
      return Math.abs(Number(text)) <= 180 ? null : 'range';
    case 'coupon':
      return text.length > COUPON_LIMIT ? 'too_long' : null;
    case 'moment':
      return Date.parse(text) > now ? null : 'past';
    default:
      // Meta refuses what would break the template's lines.
      return /[\n\r\t]| {5}/.test(text) ? 'breaks' : null;
  }
}

type Names = (file: string) => string | undefined;

/** The values as Meta's components; `nameOf` tells a stored document's name. */
export function messageComponents(
  template: Filled,
  values: Values,
  nameOf: Names = () => undefined,
): Fields[] {
  const shape = shapeOf(template);
  const format = template.parameter_format;
  if (shape.code) return codeComponents(values[CODE] ?? '');
  const ofPart = (part: Part, prefix: string) => partComponents(part, prefix, { format, values, nameOf });
  const parts = ofPart(shape, '');
  if (shape.offer?.expires) {
    const expiration_time_ms = Date.parse(values[OFFER_END] ?? '');
    parts.push({
      type: 'limited_time_offer',
      parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms } }],
    });
  }
  if (shape.cards.length > 0) {
    const cards = shape.cards.map((card, card_index) => ({
      card_index,
      components: ofPart(card, cardPrefix(card_index)),
    }));
    parts.push({ type: 'carousel', cards });
  }
  return parts;
}

/** The code stands in the text and in the button that copies it. */
function codeComponents(text: string): Fields[] {
  const parameters = [{ type: 'text', text }];
  return [
    { type: 'body', parameters },
    { type: 'button', sub_type: 'url', index: 0, parameters },
  ];
}

type Given = { format: ParameterFormat; values: Values; nameOf: Names };

function partComponents({ header, body, buttons }: Part, prefix: string, given: Given): Fields[] {
  const { format, values, nameOf } = given;
  const components: Fields[] = [];
  const texts = (text: string, keyOf: typeof bodyKey) =>
    valueOrder(text, format).map((name) => ({
      type: 'text',
      ...(format === 'named' && { parameter_name: name }),
      text: values[keyOf(prefix, name)] ?? '',
    }));
  const add = (type: string, parameters: Fields[]) => {
    if (parameters.length > 0) components.push({ type, parameters });
  };
  if (header?.format === 'text') add('header', texts(header.text, headerKey));
  if (isFile(header?.format)) {
    const media_id = values[fileKey(prefix)] ?? '';
    const filename = header.format === 'document' ? nameOf(media_id) : undefined;
    add('header', [{ type: header.format, [header.format]: { media_id, ...(filename && { filename }) } }]);
  }
  if (header?.format === 'location') add('header', [{ type: 'location', location: placeOf(values, prefix) }]);
  add('body', texts(body, bodyKey));
  buttons.forEach(({ kind, target }, index) => {
    const value = values[buttonKey(prefix, index)] ?? '';
    const button = (sub_type: string, parameter: Fields) =>
      components.push({ type: 'button', sub_type, index, parameters: [parameter] });
    if (kind === 'copy_code') button('copy_code', { type: 'coupon_code', coupon_code: value });
    if (kind === 'flow') button('flow', { type: 'action', action: { flow_token: 'unused' } });
    if (kind === 'url' && variablesIn(target).length > 0) button('url', { type: 'text', text: value });
  });
  return components;
}

function placeOf(values: Values, prefix: string): Fields {
  const of = (name: (typeof PLACE)[number]) => values[headerKey(prefix, name)] ?? '';
  return {
    latitude: Number(of('latitude')),
    longitude: Number(of('longitude')),
    name: of('name'),
    address: of('address'),
  };
}

export const trimmed = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.trim()]));

/** As the server tells a template that was sent, for the bubble that stands until it does. */
export function renderedOf(template: Filled, values: Values): Fields {
  const shape = shapeOf(template);
  const cards = shape.cards.map((card, n) => renderedPart(card, cardPrefix(n), values));
  return {
    ...renderedPart(shape, '', values),
    body: filledBody(shape, values),
    footer: shape.footer || null,
    limited_time_offer: shape.offer && {
      text: shape.offer.text,
      expiration_time_ms: shape.offer.expires ? Date.parse(values[OFFER_END] ?? '') : null,
    },
    cards: cards.length > 0 ? cards : null,
  };
}

function renderedPart({ header, body, buttons }: Part, prefix: string, values: Values): Fields {
  const format = header?.format;
  return {
    header: header && {
      format,
      text: fillText(header.text, (name) => values[headerKey(prefix, name)]),
      ...(isFile(format) && { [format]: { media_id: values[fileKey(prefix)] } }),
    },
    body: fillText(body, (name) => values[bodyKey(prefix, name)]),
    buttons: buttons.map((button, n) => ({
      type: button.kind,
      text: button.text,
      ...(button.kind === 'url' && { url: fillText(button.target, () => values[buttonKey(prefix, n)]) }),
      ...(button.kind === 'copy_code' && { code: values[buttonKey(prefix, n)] }),
    })),
  };
}

export const filledBody = (shape: Shape, values: Values): string =>
  fillText(shape.body, (name) => values[shape.code ? CODE : bodyKey('', name)]);
