/** Meta's other side: customers with phones, faults, and webhooks of our own making. */
import { createHmac, randomBytes } from 'node:crypto';

export type Chat = {
  version: number;
  business_typing: boolean;
  messages: {
    id: string;
    from: 'customer' | 'business';
    type: string;
    text: string | null;
    content: unknown;
    media: { id: string; mime_type: string; voice: boolean } | null;
    state: 'sent' | 'delivered' | 'read' | 'played';
    reply_to: string | null;
    changed: 'edited' | 'revoked' | null;
    reactions: { from: string; emoji: string }[];
  }[];
};

type Fault = {
  target: 'webhooks' | 'messages';
  kind: 'delay' | 'error' | 'duplicate' | 'reorder' | 'drop';
  code?: number;
  phone_number_id?: string;
  delay_ms?: number;
  times?: number;
};

/** The simulator's own controls. */
export class Meta {
  constructor(readonly url: string) {}

  async call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text || 'null');
  }

  /** A file on the customers' phones. */
  async putFile(file: {
    bytes: Uint8Array<ArrayBuffer>;
    mimeType: string;
    name?: string;
  }): Promise<{ id: string }> {
    const query = file.name ? `?filename=${encodeURIComponent(file.name)}` : '';
    const response = await fetch(`${this.url}/_sandbox/media${query}`, {
      method: 'POST',
      headers: { 'Content-Type': file.mimeType },
      body: file.bytes,
    });
    if (!response.ok) throw new Error(`the file was answered with ${response.status}`);
    return await response.json();
  }

  fault(fault: Fault): Promise<unknown> {
    return this.call('POST', '/faults', fault);
  }

  /** News that the simulator does not tell by itself. */
  notify(
    number: { wabaId: string; phoneNumberId: string },
    field: string,
    value: Record<string, unknown>,
  ): Promise<unknown> {
    const { wabaId, phoneNumberId } = number;
    return this.call('POST', '/notices', { waba_id: wabaId, phone_number_id: phoneNumberId, field, value });
  }

  clearFaults(): Promise<unknown> {
    return this.call('DELETE', '/faults');
  }

  /** Moves Meta's clock ahead, and with it the 24 hours of every chat. */
  advanceClock(hours: number): Promise<unknown> {
    return this.call('POST', '/clock', { advance_ms: hours * 3_600_000 });
  }
}

/** A person with a phone who writes to one of our numbers. */
export class Customer {
  constructor(
    private readonly meta: Meta,
    private readonly number: string,
    readonly name: string,
    readonly phone: string,
  ) {}

  async write(text: string, options: { replyTo?: string } = {}): Promise<string> {
    const { id } = await this.send({
      type: 'text',
      text,
      ...(options.replyTo && { reply_to: options.replyTo }),
    });
    return id;
  }

  async react(message: string, emoji: string): Promise<void> {
    await this.send({ type: 'reaction', reply_to: message, emoji });
  }

  async sendUnsupported(): Promise<void> {
    await this.send({ type: 'unsupported' });
  }

  chat(): Promise<Chat> {
    const query = new URLSearchParams({ phone_number_id: this.number, phone: this.phone });
    return this.meta.call('GET', `/chats?${query}`);
  }

  /** What the business sent to them. */
  async received(): Promise<Chat['messages']> {
    return (await this.chat()).messages.filter((message) => message.from === 'business');
  }

  async texts(): Promise<(string | null)[]> {
    return (await this.chat()).messages.map((message) => message.text);
  }

  /** Puts a file on the phone and sends it, as the kind that WhatsApp makes of it. */
  async sendFile(
    type: 'image' | 'video' | 'audio' | 'document' | 'sticker',
    file: { bytes: Uint8Array<ArrayBuffer>; mimeType: string; name?: string },
    words: { caption?: string; voice?: boolean } = {},
  ): Promise<string> {
    const { id } = await this.meta.putFile(file);
    const { caption, voice } = words;
    const content = { id, ...(voice && { voice }), ...(file.name && { filename: file.name }) };
    return (await this.send({ type, [type]: content, ...(caption && { text: caption }) })).id;
  }

  async openChat(): Promise<void> {
    await this.meta.call('POST', '/read', { phone_number_id: this.number, phone: this.phone });
  }

  send(message: object): Promise<{ id: string }> {
    const from = { phone: this.phone, name: this.name };
    return this.meta.call('POST', '/messages', { phone_number_id: this.number, from, ...message });
  }
}

export type Hook = { url: string; secret: string; wabaId: string; phoneNumberId: string };
export type Letter = { text: string; at: Date; id?: string };

/** Webhooks as Meta signs them, for what the simulator's clock cannot do: yesterday. */
export async function deliver(
  hook: Hook,
  from: { name: string; phone: string },
  letters: Letter[],
): Promise<void> {
  for (const { text, at, id } of letters)
    await deliverMessage(hook, from, { type: 'text', text: { body: text }, ...(id && { id }) }, at);
}

/** One message of any kind, with the fields that Meta gives it. */
export async function deliverMessage(
  hook: Hook,
  from: { name: string; phone: string },
  message: Record<string, unknown>,
  at = new Date(),
): Promise<void> {
  const wa_id = from.phone.replace(/\D/g, '');
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '525555550100', phone_number_id: hook.phoneNumberId },
    contacts: [{ profile: { name: from.name }, wa_id }],
    messages: [
      {
        from: wa_id,
        id: `wamid.${randomBytes(24).toString('base64')}`,
        timestamp: String(Math.floor(at.getTime() / 1_000)),
        ...message,
      },
    ],
  };
  const entry = [{ id: hook.wabaId, changes: [{ field: 'messages', value }] }];
  await post(hook, { object: 'whatsapp_business_account', entry });
}

async function post(hook: Hook, payload: object): Promise<void> {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha256', hook.secret).update(body).digest('hex');
  const response = await fetch(hook.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': `sha256=${signature}` },
    body,
  });
  if (!response.ok) throw new Error(`the webhook was answered with ${response.status}`);
}

const PREFIXES = ['+525555550', '+551155550', '+13055550'];
const FIRST = 130;
const LAST = 199;
let taken = 0;

/** Numbers that are reserved for fiction, none of them twice in a run. */
export function newPhone(): string {
  const perPrefix = LAST - FIRST + 1;
  const prefix = PREFIXES[Math.floor(taken / perPrefix)];
  if (prefix === undefined) throw new Error('the fictional numbers are used up');
  const phone = `${prefix}${FIRST + (taken % perPrefix)}`;
  taken += 1;
  return phone;
}
