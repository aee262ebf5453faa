/** A `test` with a house of its own, which nobody has set up, and a business that Meta knows. */
import { type Business, House, registerAtMeta } from './house.ts';
import { test as base } from './test.ts';

// From the end, since the tests of restarts count from the beginning.
let businesses = 9;

export const test = base.extend<{ house: House; business: Business }>({
  house: async ({ demo }, use) => {
    const house = await House.start(demo.meta);
    await use(house);
    await house.dispose();
  },
  business: async ({ demo }, use) => {
    businesses -= 1;
    await use(await registerAtMeta(demo.meta, businesses));
  },
  baseURL: async ({ house }, use) => use(house.server.url),
  storageState: { cookies: [], origins: [] },
});

export { expect } from './test.ts';
