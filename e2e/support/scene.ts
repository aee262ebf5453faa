/** A house in which there is something of everything: for what has to hold everywhere. */
import type { Demo } from './demo.ts';
import { tellEveryKind } from './every-kind.ts';
import { deliver, newPhone } from './meta.ts';

export type Scene = {
  organization: string;
  /** With answers in every state, quotes, reactions and more. */
  conversation: string;
  /** With messages of every kind. */
  kinds: string;
  closed: string;
  member: string;
  contact: string;
  invitation: string;
};

const LONG =
  'Buenas tardes: quisiera *dos cajas* de azulejo de 20 × 20 en azul cobalto, con envío a Mérida, y saber si ' +
  'hay descuento por volumen. _Gracias de antemano._ https://azulejos.example/catalogo?color=azul-cobalto&medida=20x20';

/** A house in which there is something of everything. */
export async function furnish(demo: Demo): Promise<Scene> {
  const wanted = demo.customer('María Guadalupe Hernández de la Torre');
  await wanted.write(LONG);
  await wanted.sendUnsupported();
  const far = { name: 'Anselmo Quiñones', phone: newPhone() };
  await deliver(demo.hook, far, [
    { text: '¿Siguen en la misma dirección?', at: new Date(Date.now() - 26 * 3_600_000) },
  ]);
  const { data } = await until(
    () =>
      demo.api.call<{ data: { id: string; contact: { id: string; name: string } }[] }>(
        'GET',
        demo.path('/conversations'),
      ),
    (list) => list.data.length >= 2,
  );
  const idOf = (name: string) => data.find((one) => one.contact.name === name)?.id ?? '';
  const conversation = idOf('María Guadalupe Hernández de la Torre');
  const send = (body: string) =>
    demo.api.call('POST', demo.path(`/conversations/${conversation}/messages`), {
      type: 'text',
      text: { body },
    });
  await send('Claro que sí, María Guadalupe: el azul cobalto está en existencia.');
  await until(
    () => wanted.chat(),
    (chat) => chat.messages.length >= 3,
  );
  await demo.meta.fault({ target: 'messages', kind: 'error', code: 131_026, times: 1 });
  await send('Se lo mandamos hoy mismo.');
  const answer = (await wanted.chat()).messages.find((message) => message.from === 'business');
  await wanted.react(answer?.id ?? '', '👍');
  await wanted.write('¡Excelente!', { replyTo: answer?.id });
  const invitation = await demo.api.call<{ url: string }>('POST', demo.path('/invitations'), {
    role: 'supervisor',
    email: 'una.direccion.bastante.larga@azulejos-alhambra.example',
  });
  return {
    organization: demo.organization,
    conversation,
    kinds: await tellEveryKind(demo),
    closed: idOf('Anselmo Quiñones'),
    member: '',
    contact: data.find((one) => one.id === conversation)?.contact.id ?? '',
    invitation: invitation.url,
  };
}

async function until<T>(look: () => Promise<T>, enough: (value: T) => boolean): Promise<T> {
  for (let n = 0; ; n += 1) {
    const value = await look();
    if (enough(value) || n > 80) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
