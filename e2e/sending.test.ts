/** Answers: drafts, order, failures with their reasons, and what cannot be sent. */
import { deliver, newPhone } from './support/meta.ts';
import { expect, test } from './support/test.ts';

const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms);

test.afterEach(({ demo }) => demo.meta.clearFaults());

test('a draft survives a reload and shows in the list', async ({ inbox, demo }) => {
  await demo.customer('Amparo Treviño').write('¿Precio por metro?');
  await demo.customer('Bruno Salvatierra').write('Buenas');
  await inbox.openFresh('Amparo Treviño');
  await inbox.composer.fill('Le averiguo y le escribo');
  await inbox.open('Bruno Salvatierra');
  await expect(inbox.composer).toHaveValue('');
  await expect(inbox.row('Amparo Treviño')).toContainText('Draft: Le averiguo y le escribo');
  await inbox.page.reload();
  await expect(inbox.row('Amparo Treviño')).toContainText('Draft: Le averiguo y le escribo');
  await inbox.open('Amparo Treviño');
  await expect(inbox.composer).toHaveValue('Le averiguo y le escribo');
  await inbox.composer.press('Enter');
  await expect(inbox.tick('Le averiguo', 'Sent')).toBeVisible();
  await expect(inbox.composer).toHaveValue('');
  await expect(inbox.row('Amparo Treviño')).not.toContainText('Draft:');
});

test('Enter sends, Shift+Enter begins a line, and that can be switched', async ({ inbox, demo }) => {
  const customer = demo.customer('Celia Arriaga');
  await customer.write('¿Medidas?');
  await inbox.openFresh('Celia Arriaga');
  await inbox.composer.pressSequentially('ancho 20');
  await inbox.composer.press('Shift+Enter');
  await inbox.composer.pressSequentially('alto 30');
  await inbox.composer.press('Enter');
  await expect(inbox.tick('alto 30', 'Delivered')).toBeVisible();
  expect(await customer.texts()).toContain('ancho 20\nalto 30');

  await inbox.page.getByRole('button', { name: 'Enter: send' }).click();
  await inbox.composer.pressSequentially('grueso 1');
  await inbox.composer.press('Enter');
  await expect(inbox.composer).toHaveValue('grueso 1\n');
  await inbox.composer.press('Control+Enter');
  await expect(inbox.bubble('grueso 1')).toBeVisible();
  await inbox.page.getByRole('button', { name: 'Enter: new line' }).click();
});

test('answers written quickly go out once each and in their order', async ({ inbox, demo }) => {
  const customer = demo.customer('Damián Oropeza');
  await customer.write('¿Qué colores tienen?');
  await inbox.openFresh('Damián Oropeza');
  const colours = ['azul cobalto', 'verde olivo', 'blanco hueso', 'negro carbón', 'amarillo paja'];
  for (const colour of colours) {
    await inbox.composer.fill(colour);
    await inbox.composer.press('Enter');
  }
  await expect(inbox.tick('amarillo paja', 'Delivered')).toBeVisible({ timeout: 20_000 });
  expect(await inbox.texts()).toEqual(['¿Qué colores tienen?', ...colours]);
  // Each one travels at its own pace.
  await expect.poll(() => customer.texts()).toEqual(['¿Qué colores tienen?', ...colours]);
});

test('what Meta refuses says why; it can be sent again', async ({ inbox, demo }) => {
  const customer = demo.customer('Eugenia Paredes');
  await customer.write('¿Hay envío?');
  await inbox.openFresh('Eugenia Paredes');
  await demo.meta.fault({ target: 'messages', kind: 'error', code: 131_099, times: 1 });
  await inbox.answer('Sí, en dos días');
  const bubble = inbox.bubble('Sí, en dos días');
  await expect(bubble).toContainText('Not delivered.');
  await expect(bubble).toContainText('Meta code 131099');
  await expect(inbox.row('Eugenia Paredes').getByRole('img', { name: 'Not delivered' })).toBeVisible();
  await bubble.getByRole('button', { name: 'Try again' }).click();
  await expect(inbox.tick('Sí, en dos días', 'Read')).toBeVisible({ timeout: 20_000 });
  await expect(bubble).not.toContainText('Not delivered.');
  await expect(inbox.bubbles('Sí, en dos días')).toHaveCount(1);
  expect((await customer.texts()).filter((text) => text === 'Sí, en dos días')).toHaveLength(1);
});

test('what can never be delivered says what to do and can be deleted', async ({ inbox, demo, another }) => {
  await demo.customer('Felipe Carranza').write('¿Hola?');
  await inbox.openFresh('Felipe Carranza');
  const tab = await another();
  await tab.openFresh('Felipe Carranza');
  await demo.meta.fault({ target: 'messages', kind: 'error', code: 131_026, times: 1 });
  await inbox.answer('Hola, Felipe');
  const bubble = inbox.bubble('Hola, Felipe');
  await expect(bubble).toContainText('WhatsApp could not deliver the message.');
  await expect(bubble).toContainText('Check the number or call the person.');
  await expect(bubble).toContainText('Meta code 131026');
  await expect(bubble.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await expect(tab.bubble('Hola, Felipe')).toContainText('Not delivered.');
  await bubble.getByRole('button', { name: 'Delete' }).click();
  await expect(inbox.bubbles('Hola, Felipe')).toHaveCount(0);
  await expect(tab.bubbles('Hola, Felipe')).toHaveCount(0);
});

test('what the server refuses keeps its text, to be sent again, changed or deleted', async ({
  inbox,
  demo,
}) => {
  await demo.customer('Gilda Márquez').write('¿Siguen abiertos?');
  await inbox.openFresh('Gilda Márquez');
  const { page } = inbox;
  const refuse = (code: string, status: number) =>
    page.route('**/messages', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status,
            contentType: 'application/problem+json',
            body: JSON.stringify({ title: code, status, code, detail: code, params: {}, errors: [] }),
          })
        : route.fallback(),
    );
  await refuse('window_closed', 409);
  await inbox.answer('Sí, hasta las ocho');
  const bubble = inbox.bubble('Sí, hasta las ocho');
  await expect(bubble).toContainText('Not sent. The service window has closed; a template is needed.');
  await page.reload();
  await expect(bubble).toContainText('Not sent.');
  await page.unroute('**/messages');
  await bubble.getByRole('button', { name: 'Try again' }).click();
  await expect(inbox.tick('Sí, hasta las ocho', 'Sent')).toBeVisible();
  await expect(inbox.bubbles('Sí, hasta las ocho')).toHaveCount(1);

  await refuse('line_disabled', 409);
  await inbox.answer('Los esperamos');
  await expect(inbox.bubble('Los esperamos')).toContainText('This line is switched off.');
  await inbox.bubble('Los esperamos').getByRole('button', { name: 'Edit' }).click();
  await expect(inbox.composer).toHaveValue('Los esperamos');
  await expect(inbox.bubbles('Los esperamos')).toHaveCount(0);
  await inbox.composer.press('Enter');
  await inbox.bubble('Los esperamos').getByRole('button', { name: 'Delete' }).click();
  await expect(inbox.bubbles('Los esperamos')).toHaveCount(0);
});

test('an answer whose fate is unknown says so until WhatsApp confirms it', async ({ inbox, demo }) => {
  const customer = demo.customer('Horacio Benítez');
  await customer.write('¿Me confirman?');
  await inbox.openFresh('Horacio Benítez');
  await demo.meta.fault({ target: 'webhooks', kind: 'delay', delay_ms: 4_000, times: 3 });
  await demo.meta.fault({ target: 'messages', kind: 'drop', times: 1 });
  await inbox.answer('Confirmado');
  const bubble = inbox.bubble('Confirmado');
  await expect(bubble).toContainText('Not sure whether it arrived.');
  await expect(bubble).toContainText('if WhatsApp confirms it, this notice goes away by itself');
  await bubble.getByRole('button', { name: 'Send again' }).click();
  await expect(bubble).toContainText('The customer may get it twice.');
  await bubble.getByRole('button', { name: 'Cancel' }).click();
  await expect(inbox.tick('Confirmado', 'Read')).toBeVisible({ timeout: 20_000 });
  await expect(bubble).not.toContainText('Not sure');
  expect((await customer.texts()).filter((text) => text === 'Confirmado')).toHaveLength(1);
});

test('webhooks that come twice or in another order change nothing', async ({ inbox, demo }) => {
  const customer = demo.customer('Inés Barragán');
  await demo.meta.fault({ target: 'webhooks', kind: 'duplicate', times: 2 });
  await customer.write('primera');
  await inbox.openFresh('Inés Barragán');
  await expect(inbox.bubble('primera')).toBeVisible();
  await demo.meta.clearFaults();
  await demo.meta.fault({ target: 'webhooks', kind: 'reorder', times: 1 });
  await inbox.answer('segunda');
  await expect(inbox.tick('segunda', 'Read')).toBeVisible({ timeout: 20_000 });
  expect(await inbox.texts()).toEqual(['primera', 'segunda']);
});

test('the window is counted down, warns before it closes, and says when it has closed', async ({
  inbox,
  demo,
}) => {
  await demo.customer('Julia Cienfuegos').write('Buenos días');
  await inbox.openFresh('Julia Cienfuegos');
  await expect(inbox.page.getByText('Service window open · 23 h 59 min left')).toBeVisible();

  const soon = { name: 'Karla Dueñas', phone: newPhone() };
  await deliver(demo.hook, soon, [{ text: 'Ayer les escribí', at: ago(22.5 * HOUR) }]);
  await inbox.find('Karla Dueñas');
  await expect(inbox.page.getByText(/Window closes in 1 h (29|30) min/)).toBeVisible();

  const late = { name: 'Lorenzo Elizondo', phone: newPhone() };
  await deliver(demo.hook, late, [{ text: 'Anteayer les escribí', at: ago(26 * HOUR) }]);
  await inbox.find('Lorenzo Elizondo');
  await expect(inbox.page.getByText(/The service window closed on/)).toBeVisible();
  await expect(inbox.page.getByText(/To write now, a template is needed/)).toBeVisible();
  await expect(inbox.composer).toHaveCount(0);
});

test('a conversation with a number that never wrote explains why one cannot write', async ({ inbox }) => {
  await inbox.goto();
  const { page } = inbox;
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New conversation' });
  await dialog.getByLabel('Phone number').fill('hola');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.getByText('This is not a phone number.')).toBeVisible();
  await dialog.getByLabel('Phone number').fill('55 5555 0102');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('main')).toContainText('+52 55 5555 0102');
  await expect(page.getByText('The service window is not open')).toBeVisible();
  await expect(inbox.composer).toHaveCount(0);
});

test('a line that is off stops sending with the reason, at once', async ({ inbox, demo }) => {
  const line = demo.lineAt(1);
  const change = (enabled: boolean) => demo.api.call('PATCH', demo.path(`/lines/${line.id}`), { enabled });
  await demo.customer('Marcela Fierro', line).write('¿Ya salió mi pedido?');
  await inbox.openFresh('Marcela Fierro');
  await inbox.composer.fill('Sale mañana');
  await change(false);
  await expect(inbox.page.getByText(`${line.name} is switched off`)).toBeVisible();
  await expect(inbox.composer).toHaveCount(0);
  await change(true);
  await expect(inbox.composer).toHaveValue('Sale mañana');
});

test('length is shown before it is too much', async ({ inbox, demo }) => {
  await demo.customer('Nadia Gaitán').write('Cuénteme todo');
  await inbox.openFresh('Nadia Gaitán');
  const send = inbox.page.getByRole('button', { name: 'Send', exact: true });
  await expect(send).toBeDisabled();
  await inbox.composer.fill('a'.repeat(4_000));
  await expect(inbox.page.getByText('4000 of 4096 characters')).toBeVisible();
  await expect(send).toBeEnabled();
  await inbox.composer.fill('a'.repeat(4_097));
  await expect(send).toBeDisabled();
  await inbox.composer.fill('');
});

test('what Meta holds back says why, and so does what has to wait', async ({ inbox, demo }) => {
  const customer = demo.customer('Octavio Lerdo');
  await customer.write('¿Ya está mi pedido?');
  await demo.arrived(customer, 1);
  type Found = { data: { id: string; provider_id: string }[] };
  const first = async (path: string) => (await demo.api.call<Found>('GET', demo.path(path))).data[0];
  const template = (await first('/templates?q=pedido_listo'))?.provider_id;
  const held = (status: string) =>
    demo.meta.call('POST', `/templates/${template}`, { message_status: status });
  await held('held_for_quality_assessment');
  const thread = `/conversations/${(await first(`/conversations?q=${customer.phone.slice(-9)}`))?.id}/messages`;
  const parameters = ['Octavio', 'A-31'].map((text) => ({ type: 'text', text }));
  await demo.api.call('POST', demo.path(thread), {
    type: 'template',
    template: { name: 'pedido_listo', language: 'es_MX', components: [{ type: 'body', parameters }] },
  });
  await inbox.openFresh('Octavio Lerdo');
  const bubble = inbox.bubble('su pedido A-31');
  await expect(bubble).toContainText('Not delivered yet. Meta holds the message back');
  await held('accepted');

  await demo.meta.fault({ target: 'messages', kind: 'error', code: 131049, times: 1 });
  await inbox.composer.fill('Un momento');
  await inbox.composer.press('Enter');
  await expect(inbox.bubble('Un momento')).toContainText(
    /did not deliver this one\. It is tried again .*20\d\d/,
  );
});
