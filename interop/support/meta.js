// The simulated Meta: an account of its own for each client, and a customer's phone.
import { deepEqual } from 'node:assert/strict';

export const SECRET = 'the secret of an app';
export const VERIFY_TOKEN = 'a token to verify';
export const TOKEN = 'EAAinterop';
export const CUSTOMER = '+13055550142';

/** Files of every kind, as small as they can be. */
export const FILES = {
  image: ['image/jpeg', Buffer.from('ffd8ffe000104a464946', 'hex')],
  audio: ['audio/ogg', Buffer.from('OggS\u0000\u0002\u0000\u0000OpusHead\u0001')],
  video: ['video/mp4', Buffer.from('\u0000\u0000\u0000\u0018ftypmp42')],
  document: ['application/pdf', Buffer.from('%PDF-1.7')],
  sticker: ['image/webp', Buffer.from('RIFF\u0000\u0000\u0000\u0000WEBPVP8 ')],
};

export class Meta {
  /** The numbers of one client never meet those of another. */
  constructor(url, number) {
    this.url = url;
    this.app = `7000000000000${number}`;
    this.waba = `8000000000000${number}`;
    this.phone = `9000000000000${number}`;
    this.number = `+1 305-555-01${number}`;
  }

  async control(path, body) {
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async furnish() {
    await this.control('/apps', { app_id: this.app, app_secret: SECRET });
    await this.control('/wabas', { id: this.waba, name: 'Tiles', app_id: this.app });
    await this.control('/phones', {
      phone_number_id: this.phone,
      waba_id: this.waba,
      display_phone_number: this.number,
      verified_name: 'Tiles',
      access_tokens: [`${TOKEN}${this.phone}`],
    });
    await this.control('/customers', { phone: CUSTOMER, name: 'Hannah Núñez', locale: 'en' });
    return this;
  }

  get token() {
    return `${TOKEN}${this.phone}`;
  }

  /** Meta's own way to another address for an account's webhooks. */
  async subscribe(url) {
    const response = await fetch(`${this.url}/v23.0/${this.waba}/subscribed_apps`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ override_callback_uri: url, verify_token: VERIFY_TOKEN }),
    });
    deepEqual([response.status, await response.json()], [200, { success: true }]);
  }

  /** The customer sends something; the answer is its wamid. */
  async send(type, content, more = {}) {
    const from = { phone: CUSTOMER };
    const wish = { phone_number_id: this.phone, from, type, [type]: content, ...more };
    return (await this.control('/messages', wish)).id;
  }

  /** The business offers something to be tapped; the answer is its wamid. */
  async offer(interactive) {
    const message = { messaging_product: 'whatsapp', to: CUSTOMER, type: 'interactive', interactive };
    const response = await fetch(`${this.url}/v23.0/${this.phone}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(message),
    });
    return (await response.json()).messages[0].id;
  }

  /** Puts a file on the customer's phone. */
  async put(kind) {
    const [type, bytes] = FILES[kind];
    const response = await fetch(`${this.url}/_sandbox/media?filename=${kind}.bin`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: bytes,
    });
    return (await response.json()).id;
  }

  /** The message as the customer's phone shows it. */
  async bubble(wamid) {
    const query = new URLSearchParams({ phone_number_id: this.phone, phone: CUSTOMER });
    const chat = await this.control(`/chats?${query}`);
    return chat.messages.find((message) => message.id === wamid);
  }
}
