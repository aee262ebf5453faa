/** A template while it is written. */
import { type Fields, fieldsOf, listOf, textOf } from '@/lib/fields';
import {
  type ButtonKind,
  cardPrefix,
  componentOf,
  type Header,
  type HeaderFormat,
  type Part,
  type Shape,
  shapeOf,
  type Template,
  type TemplateButton,
} from '@/lib/template/shape';
import { bodyKey, examplesOf, fileKey, headerKey, type Values } from '@/lib/template/values';
import { type ParameterFormat, valueOrder } from '@/lib/template/variables';
import type { TemplateCategory } from './queries';

/** The file that Meta reviews with a header. */
export type Sample = { told: Fields; name: string; url: string | null };

export type Draft = {
  line: string;
  name: string;
  language: string;
  category: TemplateCategory;
  format: ParameterFormat;
  shape: Shape;
  /** The examples of its variables. */
  examples: Values;
  /** By the name of a header's slot. */
  samples: Record<string, Sample>;
};

export type Layout = 'plain' | 'offer' | 'carousel';

const EMPTY: Shape = { header: null, body: '', buttons: [], footer: '', offer: null, cards: [], code: null };

export const newDraft = (line: string, language: string): Draft => ({
  line,
  name: '',
  language,
  category: 'utility',
  format: 'positional',
  shape: EMPTY,
  examples: {},
  samples: {},
});

export function draftOf(template: Template, line: string): Draft {
  return {
    line,
    name: template.name,
    language: template.language,
    category: template.category,
    format: template.parameter_format,
    shape: shapeOf(template),
    examples: examplesOf(template),
    samples: samplesOf(template.components),
  };
}

/** Meta tells a sample's address where it was read again, and takes handles only: such a one is asked for anew. */
function samplesOf(components: Template['components']): Record<string, Sample> {
  const samples: Record<string, Sample> = {};
  const read = (part: unknown, prefix: string) => {
    const example = fieldsOf(componentOf(part, 'header')?.example);
    const handles = Array.isArray(example.header_handle) ? example.header_handle : [];
    const handle = textOf(handles[0]);
    if (handle !== '' && !/^https?:/i.test(handle))
      samples[fileKey(prefix)] = { told: { header_handle: [handle] }, name: '', url: null };
  };
  read(components, '');
  listOf(componentOf(components, 'carousel')?.cards).forEach((card, n) => {
    read(card.components, cardPrefix(n));
  });
  return samples;
}

export const layoutOf = ({ offer, cards }: Shape): Layout =>
  offer ? 'offer' : cards.length > 0 ? 'carousel' : 'plain';

export const newButton = (kind: ButtonKind): TemplateButton => ({
  kind,
  text: '',
  target: kind === 'url' ? 'https://' : '',
  told: kind === 'otp' ? { otp_type: 'COPY_CODE' } : {},
});

const newHeader = (format: HeaderFormat): Header => ({ format, text: '' });

export const newCard = (like: Part | undefined): Part => ({
  header: newHeader(like?.header?.format ?? 'image'),
  body: '',
  buttons: (like?.buttons ?? [newButton('quick_reply')]).map(({ kind, text }) => ({
    ...newButton(kind),
    text,
  })),
});

/** What the layout has no room for goes; what it needs comes. */
export function withLayout(shape: Shape, layout: Layout): Shape {
  const plain: Shape = { ...shape, offer: null, cards: [] };
  if (layout === 'plain') return plain;
  if (layout === 'carousel')
    return {
      ...plain,
      header: null,
      footer: '',
      buttons: [],
      cards: [newCard(undefined), newCard(undefined)],
    };
  const fits = shape.header?.format === 'image' || shape.header?.format === 'video';
  const hasLink = shape.buttons.some((button) => button.kind === 'url');
  return {
    ...plain,
    footer: '',
    header: fits ? shape.header : newHeader('image'),
    buttons: hasLink ? shape.buttons : [...shape.buttons, newButton('url')],
    offer: { text: '', expires: false },
  };
}

export function withCategory(draft: Draft, category: TemplateCategory): Draft {
  const { shape } = draft;
  if (category === 'authentication') {
    const code = { advises: true, minutes: '10' };
    return { ...draft, category, shape: { ...EMPTY, body: shape.body, code, buttons: [newButton('otp')] } };
  }
  const buttons = shape.buttons.filter((button) => button.kind !== 'otp');
  const open = { ...shape, code: null, buttons };
  return { ...draft, category, shape: category === 'marketing' ? open : withLayout(open, 'plain') };
}

export const withHeader = (part: Part, format: HeaderFormat | 'none'): Header | null =>
  format === 'none' ? null : { format, text: format === 'text' ? (part.header?.text ?? '') : '' };

/** All cards look alike: what changes in one changes in each. */
export const inEachCard = (shape: Shape, change: (card: Part) => Part): Shape => ({
  ...shape,
  cards: shape.cards.map(change),
});

/** The same variables, written the other way; examples go with them. */
export function withFormat(draft: Draft, format: ParameterFormat): Draft {
  if (format === draft.format) return draft;
  const examples = { ...draft.examples };
  const rewrite = (text: string, prefix: string, keyOf: typeof bodyKey): string => {
    const names = valueOrder(text, draft.format);
    const before = names.map((name) => examples[keyOf(prefix, name)]);
    const after = names.map((_, n) => (format === 'named' ? `value_${n + 1}` : `${n + 1}`));
    for (const name of names) delete examples[keyOf(prefix, name)];
    after.forEach((name, n) => {
      examples[keyOf(prefix, name)] = before[n] ?? '';
    });
    return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
      const next = after[names.indexOf(name)];
      return next === undefined ? whole : `{{${next}}}`;
    });
  };
  const ofPart = <P extends Part>(part: P, prefix: string): P => ({
    ...part,
    header: part.header && { ...part.header, text: rewrite(part.header.text, prefix, headerKey) },
    body: rewrite(part.body, prefix, bodyKey),
  });
  const cards = draft.shape.cards.map((card, n) => ofPart(card, cardPrefix(n)));
  return { ...draft, format, shape: { ...ofPart(draft.shape, ''), cards }, examples };
}

/** Slots are named by their place: what stands after a card that goes moves up. */
export function withoutCard(draft: Draft, gone: number): Draft {
  const moved = <Value>(values: Record<string, Value>): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) => {
        const [, digits, rest] = /^card\.(\d+)\.(.+)$/.exec(key) ?? [];
        const n = Number(digits);
        if (digits === undefined || n < gone) return [[key, value]];
        return n === gone ? [] : [[`${cardPrefix(n - 1)}${rest}`, value]];
      }),
    );
  return {
    ...draft,
    shape: { ...draft.shape, cards: draft.shape.cards.toSpliced(gone, 1) },
    examples: moved(draft.examples),
    samples: moved(draft.samples),
  };
}

/** As with cards, for the buttons of one part: where each goes, or null for one that is gone. */
export function moveButtons(examples: Values, prefix: string, place: (n: number) => number | null): Values {
  const begin = `${prefix}button.`;
  return Object.fromEntries(
    Object.entries(examples).flatMap(([key, value]) => {
      if (!key.startsWith(begin)) return [[key, value]];
      const next = place(Number(key.slice(begin.length)));
      return next === null ? [] : [[`${begin}${next}`, value]];
    }),
  );
}

export const without =
  (gone: number) =>
  (n: number): number | null =>
    n === gone ? null : n > gone ? n - 1 : n;

/** Quick replies stand together: a new button goes to the end of its own sort. */
export function placeOfNew(buttons: TemplateButton[], kind: ButtonKind): number {
  const same = buttons.findLastIndex((one) => (one.kind === 'quick_reply') === (kind === 'quick_reply'));
  return same < 0 ? buttons.length : same + 1;
}

/** Meta's names have neither capitals, accents nor spaces. */
export const asName = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_');
