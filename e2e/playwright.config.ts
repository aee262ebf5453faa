/** Browser tests on the real binary. One worker: the machine's cores belong to server and browser. */
import { defineConfig } from '@playwright/test';
import { browserOptions, DESKTOP } from './support/browser.ts';

export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  workers: 1,
  forbidOnly: true,
  // Server, browser and whatever else the machine does share two cores: a wait may run out.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    ...browserOptions,
    viewport: DESKTOP,
    locale: 'en-US',
    timezoneId: 'America/Mexico_City',
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
  },
  projects: [
    { name: 'app', testMatch: '*.test.ts', testIgnore: 'speed.test.ts' },
    { name: 'speed', testMatch: 'speed.test.ts', timeout: 300_000 },
  ],
});
