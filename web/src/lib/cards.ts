/** What the kinds with a card of their own say, read from Meta's fields. */
import { type Fields, fieldsOf, linkOf, listOf, numberOf, textOf } from './fields';

export type Place = { latitude: number; longitude: number; name: string; address: string };

export function placeOf(content: Fields): Place | null {
  const latitude = numberOf(content.latitude);
  const longitude = numberOf(content.longitude);
  if (latitude === null || longitude === null) return null;
  return { latitude, longitude, name: textOf(content.name), address: textOf(content.address) };
}

export const coordinates = ({ latitude, longitude }: Place): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;

export type SharedPerson = {
  name: string;
  company: string;
  phones: { shown: string; number: string }[];
  emails: string[];
};

/** With a number's international form where WhatsApp knows it. */
export function peopleOf(content: Fields): SharedPerson[] {
  return listOf(content.contacts).map((person) => {
    const name = fieldsOf(person.name);
    const org = fieldsOf(person.org);
    const joined = [textOf(name.first_name), textOf(name.last_name)].join(' ').trim();
    return {
      name: textOf(name.formatted_name) || joined,
      company: [textOf(org.title), textOf(org.company)].filter(Boolean).join(' · '),
      phones: listOf(person.phones)
        .map(({ phone, wa_id }) => ({
          shown: textOf(phone) || `+${textOf(wa_id)}`,
          number: textOf(wa_id) === '' ? textOf(phone) : `+${textOf(wa_id)}`,
        }))
        .filter(({ number }) => number.length > 1),
      emails: listOf(person.emails)
        .map(({ email }) => textOf(email))
        .filter(Boolean),
    };
  });
}

export type Ordered = { id: string; quantity: number; price: number | null; currency: string };
export type Order = { note: string; items: Ordered[]; total: number | null; currency: string };

export function orderOf(content: Fields): Order {
  const items = listOf(content.product_items).map((item) => ({
    id: textOf(item.product_retailer_id),
    quantity: numberOf(item.quantity) ?? 1,
    price: numberOf(item.item_price),
    currency: textOf(item.currency),
  }));
  const currency = items[0]?.currency ?? '';
  const comparable = items.every((item) => item.price !== null && item.currency === currency);
  const sum = items.reduce((total, item) => total + (item.price ?? 0) * item.quantity, 0);
  return { note: textOf(content.text), items, total: comparable && items.length > 0 ? sum : null, currency };
}

/** A button below a message: `link` is followed, the others are pressed by the customer. */
export type CardButton = {
  /** Empty where WhatsApp names the button itself. */
  text: string;
  kind: 'reply' | 'link' | 'call' | 'copy' | 'list' | 'place' | 'product' | 'items' | 'catalog' | 'other';
  link: string | null;
};
export type CardRow = { title: string; description: string };
export type CardSection = { title: string; rows: CardRow[] };
export type Card = {
  header: string;
  /** The kind of file in the header, where it has one. */
  file: string;
  /** Where that file lies on the web, where it is not one of ours. */
  link: string | null;
  body: string;
  footer: string;
  buttons: CardButton[];
  sections: CardSection[];
  /** The business's own names of what is shown. */
  products: string[];
  offer: Offer | null;
};
/** What a limited-time offer says; `ends` in milliseconds. */
export type Offer = { text: string; ends: number | null; code: string };

const wordsOf = (value: unknown): string =>
  typeof value === 'string' ? value : textOf(fieldsOf(value).text);

function headerOf(value: unknown): Pick<Card, 'header' | 'file' | 'link'> {
  const header = fieldsOf(value);
  const type = textOf(header.type ?? header.format).toLowerCase();
  const file = ['image', 'video', 'document', 'location'].includes(type) ? type : '';
  return { header: wordsOf(value), file, link: linkOf(fieldsOf(header[type]).link) };
}

const sectionsOf = (action: Fields): CardSection[] =>
  listOf(action.sections).map((section) => ({
    title: textOf(section.title),
    rows: listOf(section.rows ?? section.product_items).map((row) => ({
      title: textOf(row.title) || textOf(row.product_retailer_id),
      description: textOf(row.description),
    })),
  }));

/** The stored file of a header, or nothing. */
export function headerFileOf(content: Fields): string {
  const header = fieldsOf(fieldsOf(content.rendered).header ?? content.header);
  const files = [header.image, header.video, header.document];
  return files.map((file) => textOf(fieldsOf(file).media_id)).find((id) => id !== '') ?? '';
}

const unnamed = (kind: CardButton['kind']): CardButton => ({ text: '', kind, link: null });

function productsOf(action: Fields): string[] {
  const one = textOf(action.product_retailer_id);
  const cover = textOf(fieldsOf(action.parameters).thumbnail_product_retailer_id);
  const listed = listOf(action.sections).flatMap((section) =>
    listOf(section.product_items).map((item) => textOf(item.product_retailer_id)),
  );
  return [one, cover, ...listed].filter(Boolean);
}

function interactiveButtons(type: string, action: Fields): CardButton[] {
  const parameters = fieldsOf(action.parameters);
  const plain = (text: string, kind: CardButton['kind'] = 'other'): CardButton[] =>
    text === '' ? [] : [{ text, kind, link: null }];
  switch (type) {
    case 'button':
      return listOf(action.buttons).flatMap((one) => plain(textOf(fieldsOf(one.reply).title), 'reply'));
    case 'list':
      return plain(textOf(action.button), 'list');
    case 'location_request_message':
      return [unnamed('place')];
    case 'product':
      return [unnamed('product')];
    case 'product_list':
      return [unnamed('items')];
    case 'catalog_message':
      return [unnamed('catalog')];
    case 'cta_url':
      return [{ text: textOf(parameters.display_text), kind: 'link', link: linkOf(parameters.url) }];
    default:
      return plain(textOf(parameters.flow_cta ?? parameters.display_text));
  }
}

/** What a business sent with buttons, a list or a link. */
export function interactiveCard(content: Fields): Card {
  const action = fieldsOf(content.action);
  return {
    ...headerOf(content.header),
    body: wordsOf(content.body),
    footer: wordsOf(content.footer),
    buttons: interactiveButtons(textOf(content.type), action),
    sections: sectionsOf(action),
    products: productsOf(action),
    offer: null,
  };
}

const TEMPLATE_BUTTONS: Record<string, CardButton['kind']> = {
  quick_reply: 'reply',
  url: 'link',
  phone_number: 'call',
  copy_code: 'copy',
  otp: 'copy',
};

function offerOf(rendered: Fields, buttons: unknown[]): Offer | null {
  const offer = fieldsOf(rendered.limited_time_offer);
  const text = textOf(offer.text);
  if (text === '') return null;
  const code = buttons.map((one) => textOf(fieldsOf(one).code)).find(Boolean) ?? '';
  return { text, ends: numberOf(offer.expiration_time_ms), code };
}

/** A template with its values in their places. */
export function templateCard(content: Fields): Card {
  const rendered = fieldsOf(content.rendered);
  const buttons = Array.isArray(rendered.buttons) ? rendered.buttons : [];
  return {
    ...headerOf(rendered.header),
    body: wordsOf(rendered.body),
    footer: wordsOf(rendered.footer),
    sections: [],
    products: [],
    offer: offerOf(rendered, buttons),
    buttons: buttons.map((one) => ({
      text: wordsOf(one),
      kind: TEMPLATE_BUTTONS[textOf(fieldsOf(one).type).toLowerCase()] ?? 'reply',
      link: linkOf(fieldsOf(one).url),
    })),
  };
}

/** The cards of a carousel, each with the stored file in its header. */
export function carouselOf(content: Fields): { card: Card; file: string }[] {
  const filled = listOf(fieldsOf(content.rendered).cards);
  if (filled.length > 0)
    return filled.map((rendered) => ({ card: templateCard({ rendered }), file: headerFileOf({ rendered }) }));
  return listOf(fieldsOf(content.action).cards).map((one) => ({
    card: interactiveCard(one),
    file: headerFileOf(one),
  }));
}

export type Choice = { kind: 'button' | 'list' | 'form' | 'call'; title: string; description: string };

/** What a customer pressed or chose. */
export function choiceOf(content: Fields): Choice {
  const { button_reply, list_reply, nfm_reply, call_permission_reply } = content;
  const list = fieldsOf(list_reply);
  if (list_reply) return { kind: 'list', title: textOf(list.title), description: textOf(list.description) };
  const form = fieldsOf(nfm_reply);
  if (nfm_reply) return { kind: 'form', title: textOf(form.name), description: textOf(form.body) };
  const call = fieldsOf(call_permission_reply);
  if (call_permission_reply) return { kind: 'call', title: textOf(call.response), description: '' };
  const title = textOf(fieldsOf(button_reply).title) || textOf(content.text);
  return { kind: 'button', title, description: '' };
}

/** What a form (a flow) was filled with. */
export function formAnswers(content: Fields): [name: string, value: string][] {
  const json = textOf(fieldsOf(content.nfm_reply).response_json);
  try {
    const answers: unknown = JSON.parse(json);
    return Object.entries(fieldsOf(answers))
      .filter(([name]) => name !== 'flow_token')
      .map(([name, value]) => [
        name.replaceAll('_', ' '),
        Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value),
      ]);
  } catch {
    return [];
  }
}
