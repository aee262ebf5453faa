/** The product's own HTTP API, as another program uses it. */
import type { components } from '../../web/src/api/schema.d.ts';

type Schemas = components['schemas'];
export type Conversation = Schemas['Conversation'];
export type Message = Schemas['Message'];
export type Line = Schemas['Line'];
export type NewMessage = Schemas['NewMessage'];

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    what: string,
  ) {
    super(`${what}: ${status} ${code}`);
  }
}

/** Below `/api/v1`, with whatever proves who one is. */
export class Api {
  constructor(
    private readonly origin: string,
    private readonly headers: Record<string, string>,
  ) {}

  async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        ...this.headers,
        Origin: this.origin,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = JSON.parse(text || 'null');
    if (!response.ok) throw new Refused(response.status, answer?.code ?? '', `${method} ${path}`);
    return answer;
  }
}

/** Signs in and keeps the session cookie; the answer is what a browser needs of it. */
export async function signInBy(origin: string, path: string, body: unknown): Promise<Session> {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Refused(response.status, answer.code, path);
  const [pair = ''] = (response.headers.getSetCookie()[0] ?? '').split(';');
  const [name = '', value = ''] = pair.split('=');
  return new Session(origin, answer, name, value);
}

export class Session {
  readonly api: Api;

  constructor(
    readonly origin: string,
    readonly me: Schemas['Me'],
    private readonly cookie: string,
    private readonly value: string,
  ) {
    this.api = new Api(origin, { Cookie: `${cookie}=${value}` });
  }

  get memberId(): string {
    return this.me.memberships[0]?.member_id ?? '';
  }

  get organization(): string {
    return this.me.memberships[0]?.organization.id ?? '';
  }

  /** For Playwright's `storageState`. */
  get state() {
    const cookie = {
      name: this.cookie,
      value: this.value,
      domain: '127.0.0.1',
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Lax' as const,
    };
    return { cookies: [cookie], origins: [] };
  }
}
