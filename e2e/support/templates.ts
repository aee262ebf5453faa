/** Templates as a person writes them, and Meta's word on them. */
import type { Locator, Page } from '@playwright/test';
import type { Demo } from './demo.ts';

type Listed = { data: { id: string; name: string; provider_id: string; state: string }[] };

const find = async (demo: Demo, name: string) =>
  (await demo.api.call<Listed>('GET', demo.path(`/templates?q=${name}`))).data.find(
    (one) => one.name === name,
  );

/** Meta's word on a template: by its rules, or another one. */
export async function decide(demo: Demo, name: string, verdict?: object): Promise<void> {
  const id = (await find(demo, name))?.provider_id ?? '';
  await demo.meta.call('POST', `/templates/${id}${verdict ? '' : '/review'}`, verdict ?? {});
}

export const builder = (page: Page): Locator => page.getByRole('main');
