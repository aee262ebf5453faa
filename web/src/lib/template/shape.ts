/** A template's parts, read from Meta's components and written as such. */
import type { components } from '@/api/schema';
import { type Fields, fieldsOf, listOf, numberOf, textOf } from '@/lib/fields';

export type Template = components['schemas']['Template'];

export type FileFormat = 'image' | 'video' | 'document';
export type HeaderFormat = 'text' | FileFormat | 'location' | 'foreign';
export type Header = { format: HeaderFormat; text: string };

export type ButtonKind = 'quick_reply' | 'url' | 'phone_number' | 'copy_code' | 'flow' | 'otp' | 'other';
export type TemplateButton = {
  kind: ButtonKind;
  text: string;
  /** A link's address, or a call's number. */
  target: string;
  /** As Meta told it: what nobody edits here is kept. */
  told: Fields;
};

export type Part = { header: Header | null; body: string; buttons: TemplateButton[] };
export type Offer = { text: string; expires: boolean };
/** Of an authentication template, whose text Meta writes. */
export type CodeRules = { advises: boolean; minutes: string };

export type Shape = Part & {
  footer: string;
  offer: Offer | null;
  cards: Part[];
  code: CodeRules | null;
};

const FORMATS: readonly HeaderFormat[] = ['text', 'image', 'video', 'document', 'location'];
const FILES: readonly string[] = ['image', 'video', 'document'];
const KINDS: readonly ButtonKind[] = ['quick_reply', 'url', 'phone_number', 'copy_code', 'flow', 'otp'];

export const isFile = (format: string | undefined): format is FileFormat =>
  FILES.some((one) => one === format);

const word = (value: unknown): string => textOf(value).toLowerCase();

/** Meta's component of a type, whatever the case it is written in. */
export const componentOf = (components: unknown, type: string): Fields | undefined =>
  listOf(components).find((one) => word(one.type) === type);

function headerOf(components: unknown): Header | null {
  const part = componentOf(components, 'header');
  if (!part) return null;
  const told = word(part.format) || 'text';
  const format = FORMATS.find((one) => one === told) ?? 'foreign';
  return { format, text: textOf(part.text) };
}

function buttonOf(told: Fields): TemplateButton {
  const kind = KINDS.find((one) => one === word(told.type)) ?? 'other';
  return { kind, text: textOf(told.text), target: textOf(told.url) || textOf(told.phone_number), told };
}

function partOf(components: unknown): Part {
  return {
    header: headerOf(components),
    body: textOf(componentOf(components, 'body')?.text),
    buttons: listOf(componentOf(components, 'buttons')?.buttons).map(buttonOf),
  };
}

export function shapeOf({ components, category }: Pick<Template, 'components' | 'category'>): Shape {
  const offer = componentOf(components, 'limited_time_offer');
  const told = fieldsOf(offer?.limited_time_offer);
  const footer = componentOf(components, 'footer');
  const minutes = numberOf(footer?.code_expiration_minutes);
  const advises = componentOf(components, 'body')?.add_security_recommendation === true;
  return {
    ...partOf(components),
    footer: textOf(footer?.text),
    offer: offer ? { text: textOf(told.text), expires: told.has_expiration === true } : null,
    cards: listOf(componentOf(components, 'carousel')?.cards).map((card) => partOf(card.components)),
    code: category === 'authentication' ? { advises, minutes: minutes === null ? '' : `${minutes}` } : null,
  };
}

/** The template itself and its cards, each with the beginning of its values' names. */
export const partsOf = (shape: Shape): { part: Part; prefix: string }[] => [
  { part: shape, prefix: '' },
  ...shape.cards.map((part, n) => ({ part, prefix: cardPrefix(n) })),
];

export const cardPrefix = (card: number): string => `card.${card}.`;

/** What asks for more than can be written here: products and catalogues. */
export const hasForeignParts = (shape: Shape): boolean =>
  partsOf(shape).some(
    ({ part }) => part.header?.format === 'foreign' || part.buttons.some((button) => button.kind === 'other'),
  );

/** Whether Meta would take a message of it now. */
export const isSendable = ({ state }: Pick<Template, 'state'>): boolean =>
  state === 'approved' || state === 'flagged';

/** Whether Meta lets it be changed. */
export const isEditable = ({ state }: Pick<Template, 'state'>): boolean =>
  state === 'approved' || state === 'rejected' || state === 'paused';
