/** The tests' own `test`: one demo server for all that do not need a server of their own. */
import { test as base } from '@playwright/test';
import type { Session } from './api.ts';
import { DESKTOP } from './browser.ts';
import { Demo } from './demo.ts';
import { Inbox } from './inbox.ts';

type Options = { as?: Session | null; viewport?: { width: number; height: number }; touch?: boolean };

type Fixtures = {
  inbox: Inbox;
  /** Another window: the owner's, somebody else's, or (`as: null`) of nobody who is signed in. */
  another: (options?: Options) => Promise<Inbox>;
};

type WorkerFixtures = { demo: Demo; owner: Session; teammate: Session };

export const test = base.extend<Fixtures, WorkerFixtures>({
  demo: [
    async ({}, use) => {
      const demo = await Demo.start();
      await use(demo);
      await demo.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  owner: [async ({ demo }, use) => use(await demo.signIn('owner')), { scope: 'worker' }],
  teammate: [async ({ demo }, use) => use(await demo.signIn('supervisor')), { scope: 'worker' }],
  baseURL: async ({ demo }, use) => use(demo.url),
  storageState: async ({ owner }, use) => use(owner.state),
  inbox: async ({ page }, use) => use(new Inbox(page)),
  another: async ({ browser, baseURL, owner, locale, timezoneId }, use) => {
    const opened: { close: () => Promise<void> }[] = [];
    await use(async ({ as = owner, viewport = DESKTOP, touch = false } = {}) => {
      const context = await browser.newContext({
        baseURL,
        locale,
        timezoneId,
        viewport,
        hasTouch: touch,
        isMobile: touch,
        storageState: as?.state ?? { cookies: [], origins: [] },
      });
      opened.push(context);
      return new Inbox(await context.newPage());
    });
    for (const context of opened) await context.close();
  },
});

export { expect } from '@playwright/test';
