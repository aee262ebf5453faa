/** Pictures of every page and dialog, from the real binary: `npm run screenshots`, to the folder SHOTS. */
import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

export default defineConfig({
  ...tests,
  timeout: 600_000,
  retries: 0,
  projects: [{ name: 'screenshots', testMatch: 'screenshots.ts' }],
});
