/** What a business offers to press, on the simulated phone: buttons, lists, places, forms, products. */
import { seriousFindings } from './support/axe.ts';
import { Handset } from './support/handset.ts';
import { meet } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

test('buttons and lists are tapped, once found in the message', async ({ inbox, demo, another }) => {
  const { customer, send } = await meet(demo, 'Elías Fonseca');
  await inbox.openFresh('Elías Fonseca');
  const phone = await Handset.takeUp((await another()).page, demo, 'Elías Fonseca');
  await send({
    type: 'interactive',
    interactive: {
      type: 'button',
      header: { type: 'text', text: 'Pedido 4821' },
      body: { text: '¿Lo confirmamos *hoy*?' },
      footer: { text: 'Azulejos La Aldaba' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'si', title: 'Sí, confirmo' } },
          { type: 'reply', reply: { id: 'no', title: 'Mejor mañana' } },
        ],
      },
    },
  });
  const question = phone.bubble('Pedido 4821');
  await expect(question).toContainText('Azulejos La Aldaba');
  await question.getByRole('button', { name: 'Sí, confirmo' }).click();
  await expect(inbox.bubble('Button pressed')).toContainText('Sí, confirmo');

  const rows = [
    { id: 'azul', title: 'Azul cobalto', description: 'Hecho a mano' },
    { id: 'gris', title: 'Gris' },
  ];
  await send({
    type: 'interactive',
    interactive: {
      type: 'list',
      body: { text: '¿Qué color?' },
      action: { button: 'Ver colores', sections: [{ title: 'Colores', rows }] },
    },
  });
  await phone.bubble('¿Qué color?').getByRole('button', { name: 'Ver colores' }).click();
  const sheet = phone.page.getByRole('dialog', { name: 'Ver colores' });
  await expect(sheet.getByRole('button', { name: 'Send' })).toBeDisabled();
  expect(await seriousFindings(phone.page)).toEqual([]);
  await sheet.getByRole('radio', { name: /^Azul cobalto/ }).check();
  await sheet.getByRole('button', { name: 'Send' }).click();
  await expect(inbox.bubble('Chosen from a list')).toContainText(/Azul cobalto[\s\S]*Hecho a mano/);
  expect((await customer.chat()).messages.at(-1)?.content).toMatchObject({ list_reply: { id: 'azul' } });
});

test('a place is asked for and given, a link is followed, a form is filled in', async ({
  inbox,
  demo,
  another,
}) => {
  const { customer, send } = await meet(demo, 'Fabiola Garza');
  await inbox.openFresh('Fabiola Garza');
  const phone = await Handset.takeUp((await another()).page, demo, 'Fabiola Garza');
  await send({
    type: 'interactive',
    interactive: {
      type: 'location_request_message',
      body: { text: '¿A dónde lo llevamos?' },
      action: { name: 'send_location' },
    },
  });
  const asked = (await customer.received())[0]?.id;
  await phone.bubble('¿A dónde lo llevamos?').getByRole('button', { name: 'Send location' }).click();
  const place = phone.page.getByRole('dialog', { name: 'Send a location' });
  await place.getByLabel('Coordinates').fill('19.4326, -99.1332');
  await place.getByRole('button', { name: 'Send' }).click();
  await expect(inbox.bubble('19.43260, -99.13320')).toBeVisible();
  expect((await customer.chat()).messages.at(-1)?.reply_to).toBe(asked ?? (await customer.received())[0]?.id);

  await send({
    type: 'interactive',
    interactive: {
      type: 'cta_url',
      body: { text: 'Siga su pedido aquí' },
      action: {
        name: 'cta_url',
        parameters: { display_text: 'Rastrear', url: 'https://azulejos.example/4821' },
      },
    },
  });
  await expect(phone.bubble('Siga su pedido aquí').getByRole('link', { name: 'Rastrear' })).toHaveAttribute(
    'href',
    'https://azulejos.example/4821',
  );

  await send({
    type: 'interactive',
    interactive: {
      type: 'flow',
      body: { text: 'Reserve su visita' },
      action: {
        name: 'flow',
        parameters: {
          flow_message_version: '3',
          flow_id: '123',
          flow_cta: 'Reservar',
          flow_token: 'token-1',
          flow_action: 'navigate',
          flow_action_payload: { screen: 'INICIO' },
        },
      },
    },
  });
  await phone.bubble('Reserve su visita').getByRole('button', { name: 'Reservar' }).click();
  const form = phone.page.getByRole('dialog', { name: 'Reservar' });
  await form.getByLabel('Field 1').fill('dia');
  await form.getByLabel('Answer 1').fill('viernes a las 10');
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(inbox.bubble('Form filled in')).toContainText('viernes a las 10');
});

test('products are shown and ordered', async ({ inbox, demo, another }) => {
  const { send } = await meet(demo, 'Gael Huerta');
  await inbox.openFresh('Gael Huerta');
  const phone = await Handset.takeUp((await another()).page, demo, 'Gael Huerta');
  await send({
    type: 'interactive',
    interactive: {
      type: 'product',
      body: { text: 'El más pedido' },
      action: { catalog_id: '194836987003835', product_retailer_id: 'estrella-cobalto' },
    },
  });
  await phone.bubble('El más pedido').getByRole('button', { name: 'See the products' }).click();
  const cart = phone.page.getByRole('dialog', { name: 'See the products' });
  await cart.getByLabel('Price of estrella-cobalto').fill('450');
  await cart.getByRole('button', { name: 'One more of estrella-cobalto' }).click({ clickCount: 2 });
  await cart.getByRole('button', { name: 'Order', exact: true }).click();
  await expect(inbox.bubble('2 products')).toContainText(/estrella-cobalto[\s\S]*900/);
  await expect(phone.bubble('2 products')).toBeVisible();
});

test('several products are ordered from a list, and one from cards to swipe', async ({
  inbox,
  demo,
  another,
}) => {
  const { send } = await meet(demo, 'Hilda Roldán');
  await inbox.openFresh('Hilda Roldán');
  const phone = await Handset.takeUp((await another()).page, demo, 'Hilda Roldán');
  const catalog_id = '194836987003835';
  const cart = phone.page.getByRole('dialog', { name: 'See the products' });
  const take = async (product: string, price: string) => {
    await cart.getByLabel(`Price of ${product}`).fill(price);
    await cart.getByRole('button', { name: `One more of ${product}` }).click();
  };
  const product_items = ['cobalto-20', 'cielo-20'].map((product_retailer_id) => ({ product_retailer_id }));
  await send({
    type: 'interactive',
    interactive: {
      type: 'product_list',
      header: { type: 'text', text: 'Azulejos' },
      body: { text: 'Los de esta semana' },
      action: { catalog_id, sections: [{ title: 'Azules', product_items }] },
    },
  });
  await phone.bubble('Los de esta semana').getByRole('button', { name: 'See the products' }).click();
  await take('cobalto-20', '90');
  await take('cobalto-20', '90');
  await take('cielo-20', '80');
  await cart.getByRole('button', { name: 'Order', exact: true }).click();
  await expect(inbox.bubble('3 products')).toContainText(/cobalto-20[\s\S]*180[\s\S]*cielo-20[\s\S]*80/);

  const cards = ['evora-gris', 'talavera-nube'].map((product_retailer_id, card_index) => ({
    card_index,
    type: 'product',
    action: { catalog_id, product_retailer_id },
  }));
  await send({
    type: 'interactive',
    interactive: { type: 'carousel', body: { text: 'Los más pedidos' }, action: { cards } },
  });
  const swiped = phone.bubble('Los más pedidos').getByRole('list', { name: 'Cards' });
  const nube = swiped.getByRole('listitem').filter({ hasText: 'talavera-nube' });
  await nube.getByRole('button', { name: 'See the products' }).click();
  await take('talavera-nube', '120');
  await cart.getByRole('button', { name: 'Order', exact: true }).click();
  await expect(inbox.bubble('1 product')).toContainText('talavera-nube');
});
