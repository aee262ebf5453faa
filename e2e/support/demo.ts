/** `aldaba demo` with what the tests know of it: people, lines, Meta's other side. */
import { Api, type Line, type Session, signInBy } from './api.ts';
import { Customer, type Hook, Meta, newPhone } from './meta.ts';
import { Server } from './server.ts';

type Facts = {
  url: string;
  sandbox_url: string;
  api_token: string;
  organization_id: string;
  line_id: string;
  webhook_url: string;
  app_secret: string;
  phone_number_id: string;
  sign_in_link: string;
  members: { name: string; email: string; role: string; sign_in_link: string }[];
};

export const PASSWORD = 'a knocker of brass';

const factsOf = (line: string): Facts | null => {
  if (!line.startsWith('{')) return null;
  const found = JSON.parse(line);
  return typeof found.api_token === 'string' ? found : null;
};

/** The token of a one-time link. */
export function linkToken(text: string): string {
  const token = text.match(/\/link#([\w.-]+)/)?.[1];
  if (token === undefined) throw new Error(`no one-time link in:\n${text}`);
  return token;
}

export class Demo {
  lines: Line[] = [];
  private people = 0;

  private constructor(
    readonly server: Server,
    public facts: Facts,
  ) {}

  /** Without customers that write by themselves, unless they are asked for. */
  static async start(args: string[] = ['--no-customers']): Promise<Demo> {
    const server = await Server.prepare({ command: 'demo', args: ['--json', ...args] });
    try {
      const demo = new Demo(server, await server.start(factsOf));
      // Whoever is invited begins in the organization's language, and these tests read English.
      await demo.api.call('PATCH', demo.path(''), { locale: 'en' });
      await demo.look();
      return demo;
    } catch (error) {
      await server.dispose();
      throw error;
    }
  }

  get url(): string {
    return this.facts.url;
  }

  get organization(): string {
    return this.facts.organization_id;
  }

  get api(): Api {
    return new Api(this.url, { Authorization: `Bearer ${this.facts.api_token}` });
  }

  get meta(): Meta {
    return new Meta(this.facts.sandbox_url);
  }

  /** The address of something in the organization, by API. */
  path(rest: string): string {
    return `/organizations/${this.organization}${rest}`;
  }

  get line(): Line {
    return this.lineAt(0);
  }

  lineAt(index: number): Line {
    const first = this.lines.findIndex((line) => line.id === this.facts.line_id);
    const line = this.lines[(first + index) % this.lines.length];
    if (!line) throw new Error('the demo has no line');
    return line;
  }

  /** Where Meta posts what customers write to the first line. */
  get hook(): Hook {
    const { webhook_url, app_secret, phone_number_id } = this.facts;
    return {
      url: webhook_url,
      secret: app_secret,
      phoneNumberId: phone_number_id,
      wabaId: this.line.doors[0]?.waba_id ?? '',
    };
  }

  /** Webhooks are answered before they are worked: waits until all that a person wrote is in the house. */
  async arrived(person: { name: string; phone: string }, count: number): Promise<void> {
    const query = new URLSearchParams({ q: person.phone.slice(-9) });
    const look = () =>
      this.api.call<{ data: { inbound_count: number }[] }>('GET', this.path(`/conversations?${query}`));
    for (let n = 0; n < 400; n += 1) {
      if ((await look()).data[0]?.inbound_count === count) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`not all of ${count} messages of ${person.name} arrived`);
  }

  customer(name: string, line = this.line, phone = newPhone()): Customer {
    return new Customer(this.meta, line.doors[0]?.phone_number_id ?? '', name, phone);
  }

  /** A member's session; the link in the output works once. */
  async signIn(role: 'owner' | 'supervisor' | 'agent'): Promise<Session> {
    const member = this.facts.members.find((one) => one.role === role);
    return await signInBy(this.url, '/session/link', { token: linkToken(member?.sign_in_link ?? '') });
  }

  /** Somebody new in the team, invited and signed in. */
  async join(role: 'admin' | 'supervisor' | 'agent', name: string): Promise<Session> {
    this.people += 1;
    const invitation = await this.api.call<{ url: string }>('POST', this.path('/invitations'), { role });
    return await signInBy(this.url, '/invitations/accept', {
      token: linkToken(invitation.url),
      name,
      email: `member-${this.people}@example.com`,
      password: PASSWORD,
    });
  }

  async stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.server.stop(signal);
  }

  /** On the same data and port; Meta's other side begins anew. */
  async startAgain(): Promise<void> {
    this.facts = await this.server.start(factsOf);
    await this.look();
  }

  dispose(): Promise<void> {
    return this.server.dispose();
  }

  private async look(): Promise<void> {
    const { data } = await this.api.call<{ data: Line[] }>('GET', this.path('/lines'));
    this.lines = data;
  }
}
