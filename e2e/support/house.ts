/** `aldaba serve`, set up as in production, with a Meta that goes on living while the server does not. */
import { type Line, type Session, signInBy } from './api.ts';
import { linkToken, PASSWORD } from './demo.ts';
import { Customer, type Meta, newPhone } from './meta.ts';
import { Server } from './server.ts';

const RUNNING = /Aldaba is running/;
const SETUP = /Set up Aldaba: (\S+)/;

/** What Meta knows of a business; ids as Meta writes them. */
export type Business = {
  appId: string;
  secret: string;
  wabaId: string;
  phoneNumberId: string;
  token: string;
};

export async function registerAtMeta(meta: Meta, seed: number): Promise<Business> {
  const business = {
    appId: `20000000000${seed}1`,
    wabaId: `20000000000${seed}2`,
    phoneNumberId: `20000000000${seed}3`,
    secret: `${seed}`.repeat(32),
    token: `EAAtoken${seed}`,
  };
  await meta.call('POST', '/apps', { app_id: business.appId, app_secret: business.secret });
  await meta.call('POST', '/wabas', { id: business.wabaId, name: 'Casa Clara', app_id: business.appId });
  await meta.call('POST', '/phones', {
    phone_number_id: business.phoneNumberId,
    waba_id: business.wabaId,
    display_phone_number: `+52 55 5555 019${seed}`,
    verified_name: 'Casa Clara',
    access_tokens: [business.token],
  });
  return business;
}

export class House {
  private constructor(
    readonly server: Server,
    readonly meta: Meta,
    readonly setupLink: string,
  ) {}

  static async start(meta: Meta): Promise<House> {
    const server = await Server.prepare({ command: 'serve', env: { ALDABA_META__GRAPH_URL: meta.url } });
    try {
      const link = await server.start((line) => line.match(SETUP)?.[1] ?? null);
      return new House(server, meta, link);
    } catch (error) {
      await server.dispose();
      throw error;
    }
  }

  /** The first owner and organization, by API. */
  setUp(): Promise<Session> {
    return signInBy(this.server.url, '/setup', {
      token: linkToken(this.setupLink),
      name: 'Clara Bermejo',
      email: 'clara@example.com',
      password: PASSWORD,
      organization: { name: 'Casa Clara', country: 'MX', time_zone: 'America/Mexico_City', locale: 'es' },
    });
  }

  /** Connects the business's number, and tells Meta where to send. */
  async connect(owner: Session, business: Business): Promise<Line> {
    const base = `/organizations/${owner.organization}`;
    const app = await owner.api.call<{ id: string; webhook_url: string; verify_token: string }>(
      'POST',
      `${base}/meta-apps`,
      { name: 'Casa Clara', app_id: business.appId, app_secret: business.secret },
    );
    const line = await owner.api.call<Line>('POST', `${base}/lines`, {
      name: 'Mostrador',
      meta_app_id: app.id,
      phone_number_id: business.phoneNumberId,
      waba_id: business.wabaId,
      access_token: business.token,
    });
    await this.meta.call('POST', '/subscriptions', {
      app_id: business.appId,
      callback_url: app.webhook_url,
      verify_token: app.verify_token,
    });
    return line;
  }

  customer(name: string, business: Business): Customer {
    return new Customer(this.meta, business.phoneNumberId, name, newPhone());
  }

  async startAgain(): Promise<void> {
    await this.server.start((line) => (RUNNING.test(line) ? line : null));
  }

  dispose(): Promise<void> {
    return this.server.dispose();
  }
}
