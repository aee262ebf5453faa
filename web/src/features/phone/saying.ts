/** What the customer says with one tap, in the words that Meta passes on. */
import type { Tap } from './card';
import type { PhoneMessage, Saying } from './queries';

type Answered = Pick<PhoneMessage, 'id'>;

/** Null for a tap that says nothing yet: it opens something, or is the phone's own affair. */
export function tapped({ id: reply_to }: Answered, tap: Tap): Saying | null {
  switch (tap.kind) {
    case 'reply':
      return interactive(reply_to, { type: 'button_reply', button_reply: { id: tap.id } });
    case 'quick':
      return { type: 'button', reply_to, content: { text: tap.text, payload: tap.payload } };
    case 'allow':
      return interactive(reply_to, {
        type: 'call_permission_reply',
        call_permission_reply: { response: tap.answer, response_source: 'user_action' },
      });
    default:
      return null;
  }
}

const interactive = (reply_to: string, content: object): Saying => ({
  type: 'interactive',
  reply_to,
  content,
});

export const chosen = ({ id }: Answered, row: string): Saying =>
  interactive(id, { type: 'list_reply', list_reply: { id: row } });

/** A form's answers; without a name a field is not there. */
export function filledIn({ id }: Answered, token: string, answers: [name: string, value: string][]): Saying {
  const given = Object.fromEntries(answers.filter(([name]) => name.trim() !== ''));
  const response_json = JSON.stringify({ ...given, ...(token && { flow_token: token }) });
  return interactive(id, { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json } });
}

export type Wanted = { id: string; quantity: number; price: number };

export const ordered = (
  { id: reply_to }: Answered,
  order: { catalog: string; currency: string; items: Wanted[] },
): Saying => ({
  type: 'order',
  reply_to,
  content: {
    catalog_id: order.catalog,
    product_items: order.items
      .filter(({ quantity }) => quantity > 0)
      .map(({ id, quantity, price }) => ({
        product_retailer_id: id,
        quantity,
        item_price: price,
        currency: order.currency,
      })),
  },
});
