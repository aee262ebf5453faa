/** Somebody who said hello, with the conversation, and a way to send what the composer cannot build. */
import type { Message, NewMessage } from './api.ts';
import type { Demo } from './demo.ts';
import type { Customer } from './meta.ts';

type Meeting = {
  customer: Customer;
  send: (message: NewMessage) => Promise<Message>;
  /** All of the conversation, as the API gives it. */
  messages: () => Promise<Message[]>;
};

export async function meet(demo: Demo, name: string): Promise<Meeting> {
  const customer = demo.customer(name);
  await customer.write('Hola');
  await demo.arrived(customer, 1);
  const query = new URLSearchParams({ q: customer.phone.slice(-9) });
  const found = demo.api.call<{ data: { id: string }[] }>('GET', demo.path(`/conversations?${query}`));
  const messages = demo.path(`/conversations/${(await found).data[0]?.id}/messages`);
  return {
    customer,
    send: (message) => demo.api.call<Message>('POST', messages, message),
    messages: async () => (await demo.api.call<{ data: Message[] }>('GET', messages)).data,
  };
}
