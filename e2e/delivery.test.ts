/** What waits in the line's queue, as an agent sees it. */
import { expect, test } from './support/test.ts';

test('a scheduled message says when it goes out, and can be cancelled', async ({ inbox, demo }) => {
  const customer = demo.customer('Yolanda Iturbide');
  await customer.write('¿Me lo recuerda mañana?');
  await inbox.openFresh('Yolanda Iturbide');
  const [, conversation = ''] = /inbox\/([^?#]+)/.exec(inbox.page.url()) ?? [];
  const at = new Date(Date.now() + 20 * 3_600_000).toISOString();
  const path = demo.path(`/conversations/${conversation}/messages?send_at=${at}`);
  await demo.api.call('POST', path, { type: 'text', text: { body: 'Recuerde su cita de las 10' } });

  const bubble = inbox.bubble('Recuerde su cita');
  await expect(bubble).toContainText(/It goes out .*20\d\d/);
  await expect(bubble.getByRole('img', { name: 'Waiting to go out' })).toBeVisible();
  // What is written meanwhile does not wait for it.
  await inbox.answer('Claro, mañana le aviso');
  await expect(inbox.tick('Claro, mañana le aviso', 'Read')).toBeVisible({ timeout: 20_000 });
  await bubble.getByRole('button', { name: 'Cancel it' }).click();
  await expect(inbox.bubbles('Recuerde su cita')).toHaveCount(0);
  expect(await customer.texts()).not.toContain('Recuerde su cita de las 10');
});
