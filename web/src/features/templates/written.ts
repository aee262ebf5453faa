/** A draft as Meta's components. */
import type { Fields } from '@/lib/fields';
import { cardPrefix, isFile, type Part, type Shape, type TemplateButton } from '@/lib/template/shape';
import { bodyKey, buttonKey, fileKey, headerKey } from '@/lib/template/values';
import { valueOrder, variablesIn } from '@/lib/template/variables';
import type { Draft } from './draft';

export function writtenOf(draft: Draft) {
  return {
    name: draft.name,
    language: draft.language,
    category: draft.category,
    parameter_format: draft.format,
    components: componentsOfDraft(draft),
  };
}

function componentsOfDraft(draft: Draft): Fields[] {
  const { shape } = draft;
  if (shape.code) return codeComponents(shape);
  const { header, body, buttons } = partComponents(draft, shape, '');
  return [
    ...header,
    ...body,
    ...(shape.offer
      ? [
          {
            type: 'LIMITED_TIME_OFFER',
            limited_time_offer: { text: shape.offer.text, has_expiration: shape.offer.expires },
          },
        ]
      : []),
    ...(shape.footer === '' ? [] : [{ type: 'FOOTER', text: shape.footer }]),
    ...buttons,
    ...carouselOf(draft),
  ];
}

function codeComponents({ code, buttons }: Shape): Fields[] {
  const minutes = Number(code?.minutes ?? '');
  return [
    { type: 'BODY', add_security_recommendation: code?.advises === true },
    ...(code?.minutes ? [{ type: 'FOOTER', code_expiration_minutes: minutes }] : []),
    {
      type: 'BUTTONS',
      buttons: buttons.map(({ text, told }) => ({ ...told, type: 'OTP', ...(text !== '' && { text }) })),
    },
  ];
}

function carouselOf(draft: Draft): Fields[] {
  if (draft.shape.cards.length === 0) return [];
  const cards = draft.shape.cards.map((card, n) => {
    const { header, body, buttons } = partComponents(draft, card, cardPrefix(n));
    return { components: [...header, ...(card.body === '' ? [] : body), ...buttons] };
  });
  return [{ type: 'CAROUSEL', cards }];
}

function partComponents(draft: Draft, part: Part, prefix: string) {
  return {
    header: headerOf(draft, part, prefix),
    body: [
      {
        type: 'BODY',
        text: part.body,
        ...textExample(draft, part.body, 'body', (name) => bodyKey(prefix, name)),
      },
    ],
    buttons:
      part.buttons.length === 0
        ? []
        : [
            {
              type: 'BUTTONS',
              buttons: part.buttons.map((button, n) =>
                writtenButton(button, draft.examples[buttonKey(prefix, n)] ?? ''),
              ),
            },
          ],
  };
}

function headerOf(draft: Draft, { header }: Part, prefix: string): Fields[] {
  if (header === null) return [];
  const part = { type: 'HEADER', format: header.format.toUpperCase() };
  if (header.format === 'text') {
    const example = textExample(draft, header.text, 'header', (name) => headerKey(prefix, name));
    return [{ ...part, text: header.text, ...example }];
  }
  if (!isFile(header.format)) return [part];
  const sample = draft.samples[fileKey(prefix)];
  return [{ ...part, ...(sample && { example: sample.told }) }];
}

/** An example that is missing is left out, so that the linter asks for it. */
function textExample(
  { examples, format }: Draft,
  text: string,
  type: 'header' | 'body',
  keyOf: (name: string) => string,
): Fields {
  const given = valueOrder(text, format).flatMap((name) => {
    const example = examples[keyOf(name)]?.trim();
    return example ? [{ param_name: name, example }] : [];
  });
  if (given.length === 0) return {};
  if (format === 'named') return { example: { [`${type}_text_named_params`]: given } };
  const values = given.map(({ example }) => example);
  return { example: { [`${type}_text`]: type === 'body' ? [values] : values } };
}

function writtenButton({ kind, text, target, told }: TemplateButton, example: string): Fields {
  switch (kind) {
    case 'url': {
      const hasVariable = variablesIn(target).length > 0;
      return { type: 'URL', text, url: target, ...(hasVariable && example !== '' && { example: [example] }) };
    }
    case 'phone_number':
      return { type: 'PHONE_NUMBER', text, phone_number: target.replace(/[^\d+]/g, '') };
    case 'copy_code':
      return { type: 'COPY_CODE', example };
    case 'quick_reply':
      return { type: 'QUICK_REPLY', text };
    case 'flow':
      return { ...told, type: 'FLOW', text };
    default:
      return told;
  }
}
