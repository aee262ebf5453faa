/** What Meta tells of a line and of its customers, where it is shown, and when it is over. */
import { Inbox } from './support/inbox.ts';
import { expect, test } from './support/new-house.ts';

/** Why a message did not arrive, and why a line does not work, in the other two languages. */
const CAUSES = {
  'es-MX': [
    'WhatsApp no pudo entregar el mensaje.',
    'Revisa el número o llama a la persona.',
    'Meta bloqueó la cuenta de WhatsApp, o el PIN es incorrecto.',
    'pide una revisión en el Administrador de WhatsApp.',
  ],
  'pt-BR': [
    'O WhatsApp não conseguiu entregar a mensagem.',
    'Verifique o número ou ligue para a pessoa.',
    'A Meta bloqueou a conta do WhatsApp, ou o PIN está errado.',
    'peça uma revisão no Gerenciador do WhatsApp.',
  ],
} as const;

test('what Meta says of a number stands at its line, with what to do', async ({
  page,
  house,
  business,
  demo,
}) => {
  const owner = await house.setUp();
  await house.connect(owner, business);
  const change = (wish: object) => demo.meta.call('POST', `/phones/${business.phoneNumberId}`, wish);
  const hears = (field: string, value: Record<string, unknown>) => demo.meta.notify(business, field, value);
  await page.context().addCookies(owner.state.cookies);
  await page.goto(`/o/${owner.organization}/lines`);
  const row = page.getByRole('row', { name: /Mostrador/ });
  await expect(row.getByText('Connected', { exact: true })).toBeVisible();

  await change({ quality_rating: 'RED', messaging_limit: 'TIER_2K' });
  const warning = page.getByRole('status').filter({ hasText: 'Meta warns about Mostrador' });
  await expect(warning).toContainText('customers block or report it');
  // This news comes without a time.
  await expect(warning).not.toContainText('days ago');
  await expect(warning).toContainText('Write only to people who asked for it');
  await expect(warning).toContainText('Messages still go out.');
  await expect(row).toContainText('Connected, warned');
  await expect(row).toContainText('Low');
  await warning.getByRole('button', { name: 'Look' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mostrador' });
  await expect(dialog).toContainText('First messages: 2,000 people a day');
  await expect(dialog).toContainText('Meta warns about Mostrador');
  await change({ quality_rating: 'GREEN' });
  await expect(dialog.getByText('Connected', { exact: true })).toBeVisible();
  await expect(dialog).not.toContainText('Meta warns');

  // Meta never says that this one is over.
  await hears('security', { event: 'PIN_CHANGED' });
  await expect(dialog).toContainText("The number's PIN was changed");
  await expect(dialog).toContainText('“Test connection” clears it once it works');
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await expect(dialog.getByText(/It works/)).toBeVisible();
  await expect(dialog).not.toContainText('Meta warns');

  const metadata = { phone_number_id: business.phoneNumberId };
  const imported = (progress: number) =>
    hears('history', {
      messaging_product: 'whatsapp',
      metadata,
      history: [{ metadata: { phase: 1, chunk_order: 1, progress }, threads: [] }],
    });
  await imported(55);
  await expect(dialog).toContainText("Importing the phone's history: 55 %");
  await imported(100);
  await expect(dialog).toContainText("The phone's history is imported.");

  await hears('account_update', { event: 'PARTNER_REMOVED' });
  await expect(dialog.getByText('Needs attention', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('alert')).toContainText('Mostrador needs attention');
  await expect(dialog.getByRole('alert')).toContainText('Connect the number again');
  await hears('account_update', { event: 'ACCOUNT_RECONNECTED' });
  await expect(dialog.getByText('Connected', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
});

test('whoever writes sees that the line is slowed down, and what the customer told WhatsApp', async ({
  page,
  house,
  business,
  demo,
}) => {
  const owner = await house.setUp();
  await house.connect(owner, business);
  await page.context().addCookies(owner.state.cookies);
  const inbox = new Inbox(page);
  const customer = house.customer('Úrsula Chapa', business);
  await customer.write('¿Ya tienen WhatsApp?');
  await inbox.openFresh('Úrsula Chapa');
  const phone_number_id = business.phoneNumberId;
  const refuse = (code: number) =>
    demo.meta.fault({ target: 'messages', kind: 'error', code, phone_number_id, times: 1 });
  const hears = (value: 'stop' | 'resume') => {
    const wa_id = customer.phone.replace(/\D/g, '');
    const timestamp = Math.floor(Date.now() / 1_000);
    const wish = { wa_id, detail: 'by the customer', category: 'marketing_messages', value, timestamp };
    return demo.meta.notify(business, 'user_preferences', {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id },
      contacts: [{ wa_id, profile: { name: customer.name } }],
      user_preferences: [wish],
    });
  };

  await refuse(131_026);
  await inbox.answer('Desde hoy');
  const unreachable = inbox.details.getByRole('status').filter({ hasText: 'Could not be reached on' });
  await expect(unreachable).toContainText('Perhaps there is no WhatsApp on this number any more');
  await customer.write('Aquí sigo');
  await expect(unreachable).toHaveCount(0);

  await hears('stop');
  const noOffers = inbox.details.getByRole('status').filter({ hasText: 'Wants no offers since' });
  await expect(noOffers).toContainText('Answers and other templates still arrive.');
  await page.getByRole('link', { name: 'Contacts' }).click();
  await page.getByRole('button', { name: 'Úrsula Chapa' }).click();
  await expect(page.getByRole('dialog')).toContainText('Wants no offers since');
  await page.keyboard.press('Escape');
  await inbox.openFresh('Úrsula Chapa');
  await expect(noOffers).toBeVisible();
  await hears('resume');
  await expect(noOffers).toHaveCount(0);

  await refuse(131_057);
  await inbox.answer('Abrimos a las nueve');
  const held = page.getByRole('note').filter({ hasText: 'Meta slows Mostrador down until' });
  await expect(held).toContainText('Meta is doing maintenance on this number.');
  await expect(held).toContainText('What is sent waits');
  await expect(inbox.tick('Abrimos a las nueve', 'Waiting to go out')).toBeVisible();
  await expect(inbox.composer).toBeEditable();
  await page.goto(`/o/${owner.organization}/lines`);
  await expect(page.getByText(/Meta slows Mostrador down until \d\d:\d\d/)).toBeVisible();
});

for (const locale of ['es-MX', 'pt-BR'] as const) {
  test.describe(() => {
    test.use({ locale });

    test(`what Meta refuses is explained at the message and at the line (${locale})`, async ({
      page,
      house,
      business,
      demo,
    }) => {
      const owner = await house.setUp();
      await house.connect(owner, business);
      await page.context().addCookies(owner.state.cookies);
      await house.customer('Wilfrido Ek', business).write('¿Ya tienen WhatsApp?');
      const conversations = `/organizations/${owner.organization}/conversations`;
      const found = () => owner.api.call<{ data: { id: string }[] }>('GET', conversations);
      await expect.poll(async () => (await found()).data.length).toBe(1);
      const messages = `${conversations}/${(await found()).data[0]?.id}/messages`;
      const refuse = async (code: number, body: string) => {
        const phone_number_id = business.phoneNumberId;
        await demo.meta.fault({ target: 'messages', kind: 'error', code, phone_number_id, times: 1 });
        await owner.api.call('POST', messages, { type: 'text', text: { body } });
      };
      const [undelivered, whatToDo, locked, askMeta] = CAUSES[locale];

      await refuse(131_026, 'Desde hoy');
      await page.goto(`/o/${owner.organization}/inbox`);
      await page.getByRole('option', { name: /Wilfrido Ek/ }).click();
      const thread = page.getByRole('log');
      const bubble = thread.locator('[data-message]').filter({ hasText: 'Desde hoy' });
      await expect(bubble).toContainText(undelivered);
      await expect(bubble).toContainText(whatToDo);

      await refuse(131_031, 'Abrimos a las nueve');
      await page.goto(`/o/${owner.organization}/lines`);
      const alert = page.getByRole('alert').filter({ hasText: locked });
      await expect(alert).toContainText(askMeta);
    });
  });
}
