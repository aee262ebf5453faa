/** What a business's message with buttons says to the customer, and what each tap does. Read from Meta's objects. */

import { type Fields, fieldsOf, linkOf, listOf, textOf } from '@/lib/fields';
import type { PhoneMessage } from './queries';

export type Tap =
  | { kind: 'reply'; id: string }
  | { kind: 'quick'; text: string; payload: string }
  | { kind: 'list' }
  | { kind: 'link'; url: string | null }
  | { kind: 'call'; number: string }
  | { kind: 'copy'; code: string }
  | { kind: 'place' }
  | { kind: 'form'; token: string }
  | { kind: 'allow'; answer: 'accept' | 'reject' }
  | { kind: 'products'; catalog: string }
  | { kind: 'nothing' };

/** Without a text it is called by what it does. */
export type PhoneButton = { text: string; tap: Tap };
export type Row = { id: string; title: string; description: string };
export type Section = { title: string; rows: Row[] };

export type PhoneCard = {
  header: string;
  /** What stands in the header besides a text; the id opens a file. */
  file: { type: string; id: string; content: Fields } | null;
  body: string;
  footer: string;
  offer: string;
  buttons: PhoneButton[];
  sections: Section[];
  cards: PhoneCard[];
};

export function cardOf({ type, content }: Pick<PhoneMessage, 'type' | 'content'>): PhoneCard {
  const fields = fieldsOf(content);
  return type === 'template' ? ofTemplate(fieldsOf(fields.rendered)) : ofInteractive(fields);
}

const words = (value: unknown): string => (typeof value === 'string' ? value : textOf(fieldsOf(value).text));

function headerOf(value: unknown): Pick<PhoneCard, 'header' | 'file'> {
  const fields = fieldsOf(value);
  const type = textOf(fields.type).toLowerCase();
  if (type === '' || type === 'text') return { header: words(value), file: null };
  const content = fieldsOf(fields[type]);
  return { header: '', file: { type, id: textOf(content.id), content } };
}

function ofInteractive(fields: Fields): PhoneCard {
  const action = fieldsOf(fields.action);
  return {
    ...headerOf(fields.header),
    body: words(fields.body),
    footer: words(fields.footer),
    offer: '',
    buttons: interactiveButtons(textOf(fields.type), action),
    sections: sectionsOf(action),
    cards: listOf(action.cards).map(ofInteractive),
  };
}

/** Rows of a list; products stand under the names that the business gave them. */
function sectionsOf(action: Fields): Section[] {
  const product = textOf(action.product_retailer_id);
  if (product !== '') return [{ title: '', rows: [rowOf({ product_retailer_id: product })] }];
  return listOf(action.sections).map((section) => ({
    title: textOf(section.title),
    rows: listOf(section.rows ?? section.product_items).map(rowOf),
  }));
}

const rowOf = (row: Fields): Row => ({
  id: textOf(row.id) || textOf(row.product_retailer_id),
  title: textOf(row.title) || textOf(row.product_retailer_id),
  description: textOf(row.description),
});

function interactiveButtons(type: string, action: Fields): PhoneButton[] {
  const parameters = fieldsOf(action.parameters);
  const text = textOf(parameters.display_text);
  switch (type) {
    case 'button':
      return listOf(action.buttons).map((one) => {
        const { id, title } = fieldsOf(one.reply);
        return { text: textOf(title), tap: { kind: 'reply', id: textOf(id) } };
      });
    case 'list':
      return [{ text: textOf(action.button), tap: { kind: 'list' } }];
    case 'cta_url':
      return [{ text, tap: { kind: 'link', url: linkOf(parameters.url) } }];
    case 'location_request_message':
      return [{ text: '', tap: { kind: 'place' } }];
    case 'flow': {
      const token = textOf(parameters.flow_token);
      return [{ text: textOf(parameters.flow_cta), tap: { kind: 'form', token } }];
    }
    case 'product':
    case 'product_list':
      return [{ text: '', tap: { kind: 'products', catalog: textOf(action.catalog_id) } }];
    case 'call_permission_request':
      return (['accept', 'reject'] as const).map((answer) => ({ text: '', tap: { kind: 'allow', answer } }));
    case 'carousel':
      return [];
    default:
      return [{ text, tap: { kind: 'nothing' } }];
  }
}

function ofTemplate(rendered: Fields): PhoneCard {
  const buttons = listOf(rendered.buttons);
  const products = buttons.map((one) => fieldsOf(one.action)).find((action) => sectionsOf(action).length > 0);
  return {
    ...headerOf(rendered.header),
    body: words(rendered.body),
    footer: words(rendered.footer),
    offer: words(rendered.limited_time_offer),
    buttons: buttons.map((one) => ({ text: textOf(one.text), tap: templateTap(one) })),
    sections: products ? sectionsOf(products) : [],
    cards: listOf(rendered.cards).map(ofTemplate),
  };
}

function templateTap(button: Fields): Tap {
  switch (textOf(button.type)) {
    case 'quick_reply':
      return { kind: 'quick', text: textOf(button.text), payload: textOf(button.payload) };
    case 'url':
      return { kind: 'link', url: linkOf(button.url) };
    case 'phone_number':
      return { kind: 'call', number: textOf(button.phone_number) };
    case 'copy_code':
    case 'otp':
      return { kind: 'copy', code: textOf(button.code) };
    case 'flow':
      return { kind: 'form', token: '' };
    case 'mpm':
    case 'spm':
    case 'product':
      return { kind: 'products', catalog: textOf(fieldsOf(button.action).catalog_id) };
    default:
      return { kind: 'nothing' };
  }
}
