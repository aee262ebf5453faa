/** The tile shop on an ordinary morning, for pictures: written by customers, answered by the team. */
import type { Session } from './api.ts';
import type { Demo } from './demo.ts';
import { type Customer, deliver, newPhone } from './meta.ts';
import { furnish, type Scene } from './scene.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Listed = { id: string; contact: { name: string }; ticket: { id: string } | null };

/** Conversations that nobody has answered yet, oldest first. */
const WAITING = [
  { name: 'Don Chuy Materiales', ago: 26 * HOUR, texts: ['Buenas, ¿tienen boquilla gris claro de 5 kilos?'] },
  { name: 'Priya Raman', ago: 5 * HOUR, texts: ['Hi! Do you ship sample tiles to San Diego?'] },
  {
    name: 'João Pedro Reformas',
    ago: 3 * HOUR,
    texts: ['Bom dia!', 'Preciso de 22 m² do modelo Évora, tem pronta entrega?'],
  },
  { name: 'Tere Villaseñor', ago: 71 * MINUTE, texts: ['¿A qué hora cierran hoy?'] },
  {
    name: 'Ximena Ñáñez',
    ago: 34 * MINUTE,
    texts: [
      'Me llegaron dos piezas rotas en la caja 3 😕',
      '¿Me las pueden reponer?',
      'Les mando foto en un momento',
    ],
  },
  {
    name: 'Constructora Arriaga',
    ago: 9 * MINUTE,
    texts: ['Necesito 40 m² para la obra de Querétaro', '¿Precio de mayoreo?'],
  },
];

type Team = { owner: Session; supervisor: Session; agent: Session };

export async function openShop(demo: Demo, team: Team): Promise<Scene> {
  const scene = await furnish(demo);
  const shop = new Shop(demo, team.owner);
  for (const { name, ago, texts } of WAITING) {
    const start = Date.now() - ago;
    const letters = texts.map((text, n) => ({ text, at: new Date(start + n * 20_000) }));
    await deliver(demo.hook, { name, phone: newPhone() }, letters);
  }
  const beatriz = await shop.talk('Beatriz Azevedo', ['Oi! Meu pedido já saiu?'], 1);
  await shop.answer(beatriz, ['Oi, Beatriz! Saiu hoje cedo e chega na quinta. 🚚']);
  const marcus = await shop.talk('Marcus Oyelaran', ['Is the hexagon tile back in stock?']);
  await shop.answer(marcus, ['It is: 18 boxes of the white one, 6 of the green one.']);
  await shop.assign('Beatriz Azevedo', team.agent);
  await shop.assign('Marcus Oyelaran', team.supervisor);

  const mariana = { name: 'Mariana Robles', phone: newPhone() };
  await deliver(demo.hook, mariana, [
    { text: 'Buenas tardes, busco azulejo para una cocina de *14 m²*', at: new Date(Date.now() - 23 * HOUR) },
    { text: 'Algo artesanal, en azul', at: new Date(Date.now() - 23 * HOUR + 40_000) },
  ]);
  const chat = new Thread(demo, shop, mariana);
  await chat.business(
    'Buenos días, Mariana. El *Estrella cobalto* es hecho a mano en Tonalá, piezas de 15 × 15 cm.',
  );
  await chat.customer('¡Me encanta! ¿Cuánto sería con envío?');
  await chat.business(
    'Total: *$18,940 MXN* con envío incluido (5 a 7 días hábiles).\nTe respeto el precio hasta el viernes.',
  );
  await chat.quoteLast('Perfecto, lo platico con mi esposo y te aviso hoy mismo 🙏');
  await chat.react('😍');
  await shop.assign('Mariana Robles', team.owner);
  return { ...scene, conversation: await shop.idOf('Mariana Robles') };
}

class Shop {
  constructor(
    private readonly demo: Demo,
    private readonly owner: Session,
  ) {}

  /** Writes as a customer with a phone in hand, who reads what comes back. */
  async talk(name: string, texts: string[], line = 0): Promise<Customer> {
    const customer = this.demo.customer(name, this.demo.lineAt(line));
    for (const text of texts) await customer.write(text);
    await this.idOf(name);
    return customer;
  }

  async answer(customer: Customer, texts: string[]): Promise<void> {
    const id = await this.idOf(customer.name);
    for (const body of texts) {
      const before = (await customer.chat()).messages.length;
      await this.owner.api.call('POST', this.demo.path(`/conversations/${id}/messages`), {
        type: 'text',
        text: { body },
      });
      await until(async () => (await customer.chat()).messages.length > before);
    }
  }

  async assign(name: string, to: Session): Promise<void> {
    const found = await this.find(name);
    await this.demo.api.call('PUT', this.demo.path(`/tickets/${found?.ticket?.id}/assignee`), {
      member_id: to.memberId,
    });
  }

  async idOf(name: string): Promise<string> {
    await until(async () => (await this.find(name)) !== undefined);
    return (await this.find(name))?.id ?? '';
  }

  private async find(name: string): Promise<Listed | undefined> {
    const { data } = await this.demo.api.call<{ data: Listed[] }>(
      'GET',
      this.demo.path('/conversations?limit=100'),
    );
    return data.find((one) => one.contact.name === name);
  }
}

/** One conversation, told in turns. */
class Thread {
  private readonly person: Customer;

  constructor(
    demo: Demo,
    private readonly shop: Shop,
    { name, phone }: { name: string; phone: string },
  ) {
    this.person = demo.customer(name, demo.line, phone);
  }

  async business(text: string): Promise<void> {
    // Meta lets nobody answer who has not written since it began to remember.
    if ((await this.person.chat()).messages.length === 0) await this.person.write('¿Me recomiendan alguno?');
    await this.shop.answer(this.person, [text]);
  }

  async customer(text: string): Promise<void> {
    await this.person.write(text);
  }

  async quoteLast(text: string): Promise<void> {
    await this.person.write(text, { replyTo: await this.lastAnswer() });
  }

  async react(emoji: string): Promise<void> {
    const { messages } = await this.person.chat();
    const first = messages.find((message) => message.from === 'business');
    await this.person.react(first?.id ?? '', emoji);
  }

  private async lastAnswer(): Promise<string> {
    const { messages } = await this.person.chat();
    return messages.findLast((message) => message.from === 'business')?.id ?? '';
  }
}

async function until(look: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 100 && !(await look()); n += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
}
