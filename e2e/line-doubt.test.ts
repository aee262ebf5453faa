/** What a line does with messages of which nobody knows whether they went out. */
import { expect, test } from './support/test.ts';

test('a line is told to send doubt once more, with the risk said, and to ask again', async ({
  inbox,
  demo,
}) => {
  const { page } = inbox;
  const { name } = demo.line;
  await inbox.goto();
  await page.getByRole('link', { name: 'Lines' }).first().click();
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog.getByText('Messages that are uncertain: A person decides')).toBeVisible();
  await expect(dialog.getByText('The customer may get a message twice.')).toHaveCount(0);
  await dialog.getByLabel('Messages that are uncertain').selectOption('Send once more by itself');
  await expect(dialog.getByText('The customer may get a message twice.')).toBeVisible();
  const minutes = dialog.getByLabel('After how many minutes');
  await minutes.fill('4');
  await expect(dialog.getByText('Write whole minutes from 5 to 1,440.')).toBeVisible();
  await minutes.fill('30');
  await minutes.press('Enter');
  await expect(dialog.getByText('Messages that are uncertain: sent once more after 30 min')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name, exact: true }).click();
  await expect(minutes).toHaveValue('30');
  await dialog.getByLabel('Messages that are uncertain').selectOption('A person decides');
  await expect(minutes).toHaveCount(0);
  await dialog
    .locator('form', { hasText: 'Messages that are uncertain' })
    .getByRole('button', { name: 'Save' })
    .click();
  await expect(dialog.getByText('Messages that are uncertain: A person decides')).toBeVisible();
});
