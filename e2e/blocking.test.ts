/** A blocked contact: nobody writes to them, and what they write asks for nobody's attention. */
import { expect, test } from './support/test.ts';

test('a contact is blocked and unblocked beside the thread, and nobody is disturbed meanwhile', async ({
  inbox,
  demo,
  another,
}) => {
  const customer = demo.customer('Gaudencio Tapia');
  await customer.write('¡Ofertas imperdibles!');
  await demo.customer('Herminia Lobo').write('Buenas tardes');
  await inbox.openFresh('Gaudencio Tapia');
  const tab = await another();
  await tab.openFresh('Gaudencio Tapia');
  const { page } = inbox;
  await inbox.composer.fill('No, gracias');
  await inbox.details.getByRole('button', { name: 'Block contact' }).click();
  const dialog = page.getByRole('dialog', { name: 'Block Gaudencio Tapia?' });
  await expect(dialog).toContainText('opens no ticket');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('block contact');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Block contact' }).click();
  await expect(inbox.toast).toContainText('Gaudencio Tapia is blocked');
  await expect(inbox.composer).toHaveCount(0);
  await expect(
    page.getByRole('region', { name: 'Open conversation' }).getByText(/Blocked since/),
  ).toBeVisible();
  await expect(tab.composer).toHaveCount(0);
  await expect(
    tab.page.getByRole('region', { name: 'Open conversation' }).getByText(/Blocked since/),
  ).toBeVisible();

  await customer.write('¡Última oportunidad!');
  await expect(inbox.bubble('¡Última oportunidad!')).toBeVisible();
  await expect(inbox.row('Gaudencio Tapia').getByLabel(/unread/)).toHaveCount(0);
  // It stays where it stood, below whoever wrote later.
  await expect(inbox.rows.nth(0)).toContainText('Herminia Lobo');
  await expect(inbox.row('Gaudencio Tapia')).not.toContainText('¡Última oportunidad!');

  await page
    .getByRole('region', { name: 'Open conversation' })
    .getByRole('button', { name: 'Unblock' })
    .click();
  await expect(inbox.toast).toContainText('Gaudencio Tapia can be written to again');
  await expect(inbox.composer).toHaveValue('No, gracias');
  await expect(tab.composer).toBeVisible();
  await inbox.composer.press('Enter');
  await expect(inbox.tick('No, gracias', 'Read')).toBeVisible();
});

test('the list of contacts marks who is blocked, and unblocks them', async ({ inbox, demo }) => {
  const customer = demo.customer('Jacinta Quiroz');
  await customer.write('Hola');
  await demo.arrived(customer, 1);
  const { page } = inbox;
  await inbox.goto();
  await page.getByRole('link', { name: 'Contacts' }).first().click();
  const row = page.getByRole('button', { name: /Jacinta Quiroz/ });
  await expect(row).not.toContainText('Blocked');
  await row.click();
  const contact = page.getByRole('dialog', { name: 'Contact', exact: true });
  await contact.getByRole('button', { name: 'Block contact' }).click();
  await page
    .getByRole('dialog', { name: 'Block Jacinta Quiroz?' })
    .getByRole('button', { name: 'Block contact' })
    .click();
  await expect(contact).toContainText('Blocked since');
  await page.keyboard.press('Escape');
  await expect(row).toContainText('Blocked');
  await row.click();
  await contact.getByRole('button', { name: 'Unblock' }).click();
  await expect(contact.getByRole('button', { name: 'Block contact' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row).not.toContainText('Blocked');
});
