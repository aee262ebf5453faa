/** A big house: 100,000 conversations and a thread of 50,000 messages by `E2E_FULL=1`, else 5,000 of each. */
import { execFileSync } from 'node:child_process';
import type { Locator, Page } from '@playwright/test';
import type { Conversation } from './support/api.ts';
import { Meter, median, painted } from './support/cpu.ts';
import { Demo } from './support/demo.ts';
import { Figures } from './support/figures.ts';
import { Inbox } from './support/inbox.ts';
import { scrollBy, worstJump } from './support/scrolling.ts';
import { programPath } from './support/server.ts';
import { test as base, expect } from './support/test.ts';

const FULL = process.env.E2E_FULL === '1';
const CONVERSATIONS = FULL ? 100_000 : 5_000;
const MESSAGES = FULL ? 50_000 : 5_000;
const SIZE = `${CONVERSATIONS.toLocaleString('en')} conversations, a thread of ${MESSAGES.toLocaleString('en')} messages`;

type Seeded = { thread: string; thread_name: string };
type Large = { seeded: Seeded; figures: Figures };

/** The demo's own fixture, with a database that was filled while the server was away. */
const test = base.extend<object, Large>({
  demo: [
    async ({}, use) => {
      const demo = await Demo.start();
      await use(demo);
      await demo.dispose();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  seeded: [
    async ({ demo }, use) => {
      await demo.stop();
      const size = ['--conversations', String(CONVERSATIONS), '--thread', String(MESSAGES)];
      const printed = execFileSync(
        programPath('bench', 'BENCH_BIN'),
        ['seed', '--data', demo.server.dataFolder, ...size],
        {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      await demo.startAgain();
      await use(JSON.parse(printed.trim().split('\n').at(-1) ?? '{}'));
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  figures: [
    async ({}, use) => {
      const figures = new Figures();
      await use(figures);
      figures.write(`The inbox in the browser: ${SIZE}`);
    },
    { scope: 'worker' },
  ],
  // Nobody is signed in before the server has come back.
  owner: [async ({ demo, seeded }, use) => use(seeded && (await demo.signIn('owner'))), { scope: 'worker' }],
});

/** On the origin, where measuring can begin, but before the app. */
async function meterOf(page: Page): Promise<Meter> {
  await page.goto('/favicon.svg');
  return await Meter.on(page);
}

const gapOf = (box: Locator) =>
  box.evaluate((one) => Math.abs(one.scrollHeight - one.scrollTop - one.clientHeight));

test('the inbox is painted', async ({ another, figures }) => {
  const load = async () => {
    const { page, rows } = await another();
    const meter = await meterOf(page);
    const cost = await meter.of(async () => {
      await page.goto('/');
      await rows.first().waitFor();
      await painted(page);
    });
    await page.close();
    return cost;
  };
  const loads = async () => median([await load(), await load(), await load()]);
  await figures.atMostOf('Load to the painted inbox', loads, 'ms CPU', 300);
});

/** Presses a key in the page itself, so that nothing but the app works until the thread is painted. */
const pressAndWait = (page: Page, key: string) =>
  page.evaluate(async (pressed) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const shown = () => document.querySelector<HTMLElement>('[role=log] [data-message]')?.dataset.message;
    const before = shown();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
    for (let n = 0; n < 300; n += 1) {
      await frame();
      const now = shown();
      if (now !== undefined && now !== before) break;
    }
    await frame();
  }, key);

test('another conversation is opened', async ({ inbox, figures }) => {
  const { page } = inbox;
  const meter = await meterOf(page);
  await inbox.goto();
  await inbox.rows.first().waitFor();
  await pressAndWait(page, 'j');
  const switches = (key: string) => async () => {
    const costs: number[] = [];
    for (let n = 0; n < 15; n += 1) costs.push(await meter.of(() => pressAndWait(page, key)));
    return median(costs);
  };
  await figures.atMostOf('Switch to a conversation not seen yet', switches('j'), 'ms CPU', 60);
  await figures.atMostOf('Switch to one that was open before', switches('k'), 'ms CPU', 60);
  // What was open before is there in the very next frame: no waiting, no skeleton.
  const waited = await page.evaluate(async () => {
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return document.querySelector('[role=log] [data-message]') === null;
  });
  expect(waited).toBe(false);
});

test('the list scrolls at 7,200 pixels a second', async ({ inbox, figures }) => {
  const { page } = inbox;
  const meter = await meterOf(page);
  await inbox.goto();
  await inbox.rows.first().waitFor();
  // So far ahead that the network plays no part.
  for (let n = 0; n < 12; n += 1) {
    await inbox.list.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await page.waitForTimeout(150);
  }
  await inbox.list.evaluate((box) => box.scrollTo(0, 0));
  await painted(page);
  let blank = 0;
  const scroll = async (perFrame: number) => {
    const before = await meter.cpu();
    const run = await inbox.list.evaluate(scrollBy, { perFrame, frames: 120, row: '[role=option]' });
    blank += run.blank;
    expect(run.moved).toBeGreaterThan(10_000);
    return ((await meter.cpu()) - before) / run.frames;
  };
  const thereAndBack = async () => ((await scroll(120)) + (await scroll(-120))) / 2;
  await figures.atMostOf('List, 120 px a frame', thereAndBack, 'ms CPU a frame', 10);
  figures.atMost('List, 120 px a frame: frames with a row missing', blank, 'frames', 0);
});

test('a long thread opens at its end and grows upwards without moving what is read', async ({
  inbox,
  figures,
  seeded,
  demo,
  owner,
}) => {
  const { page } = inbox;
  const meter = await meterOf(page);
  const known = await demo.api.call<Conversation>('GET', demo.path(`/conversations/${seeded.thread}`));
  await owner.api.call('POST', demo.path(`/conversations/${seeded.thread}/read`), {
    inbound_count: known.inbound_count,
  });
  await page.goto(`/o/${demo.organization}/inbox/${seeded.thread}`);
  await inbox.thread.locator('[data-message]').last().waitFor();
  await painted(page);
  figures.atMost('Thread opens short of its end', await gapOf(inbox.thread), 'px', 1);
  await page.waitForTimeout(500);
  figures.atMost('Thread short of its end half a second later', await gapOf(inbox.thread), 'px', 1);

  const before = await meter.cpu();
  const run = await inbox.thread.evaluate(worstJump, { perFrame: 45, frames: 240 });
  figures.atMost('Thread upwards, 45 px a frame', ((await meter.cpu()) - before) / 240, 'ms CPU a frame', 10);
  expect(run.grown, 'older messages came while scrolling').toBeGreaterThan(0);
  figures.atMost('Thread upwards: worst jump of what is read', run.worst, 'px', 1);

  const jumps: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    const jump = await inbox.thread.evaluate(standStillNearTop);
    if (jump !== null) jumps.push(jump);
  }
  expect(jumps.length).toBeGreaterThan(0);
  figures.atMost('Standing still while older messages come: worst jump', Math.max(...jumps), 'px', 1);
});

/** Goes near the top, stands still, and sees whether what is read moves when a page comes above it. */
async function standStillNearTop(box: Element): Promise<number | null> {
  const after = async () => {
    await new Promise((done) => requestAnimationFrame(done));
    await new Promise((done) => setTimeout(done));
  };
  box.scrollTop = 400;
  await after();
  const { top } = box.getBoundingClientRect();
  const read = [...box.querySelectorAll<HTMLElement>('[data-message]')].find(
    (one) => one.getBoundingClientRect().top > top + 80,
  )?.dataset.message;
  // By its message: the list may draw a row anew in the same place.
  const placeOfRead = () =>
    box.querySelector(`[data-message="${read}"]`)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
  if (!read) return null;
  const place = placeOfRead();
  const height = box.scrollHeight;
  let worst = 0;
  let still = 0;
  for (let n = 0; n < 240 && still < 10; n += 1) {
    await after();
    worst = Math.max(worst, Math.abs(placeOfRead() - place));
    if (box.scrollHeight > height + 500) still += 1;
  }
  return still > 0 ? worst : null;
}

test('a day in the middle of a long thread is reached', async ({ inbox, figures, seeded, demo }) => {
  const { page } = inbox;
  const meter = await meterOf(page);
  await page.goto(`/o/${demo.organization}/inbox/${seeded.thread}`);
  await inbox.thread.locator('[data-message]').last().waitFor();
  const path = demo.path(`/conversations/${seeded.thread}/messages?limit=1`);
  const newest = await demo.api.call<{ data: { id: string; sort_at: string }[] }>('GET', path);
  const at = new Date(Date.parse(newest.data[0]?.sort_at ?? '') - 86_400_000).toISOString();
  const middle = await demo.api.call<{ data: { id: string }[] }>('GET', `${path}&at=${at}`);
  const id = middle.data[0]?.id ?? '';
  const cost = await meter.of(async () => {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, id);
    await page.locator(`[data-message="${id}"]`).waitFor();
    await painted(page);
  });
  await expect(page.locator(`[data-message="${id}"]`)).toBeInViewport();
  figures.atMost('Jump to a message far up', cost, 'ms CPU', 150);
});

test('memory stays as it is after 200 switches', async ({ inbox, figures }) => {
  const { page } = inbox;
  const meter = await meterOf(page);
  await inbox.goto();
  await inbox.rows.first().waitFor();
  const walk = async (rounds: number) => {
    for (let round = 0; round < rounds; round += 1) {
      for (const key of ['j', 'k']) for (let n = 0; n < 20; n += 1) await pressAndWait(page, key);
    }
  };
  await pressAndWait(page, 'j');
  await walk(1);
  const before = await meter.heap();
  await walk(5);
  const after = await meter.heap();
  figures.atMost('Heap after the first visits', before, 'MB', 60);
  figures.atMost('Heap grown by 200 more switches', Math.max(0, after - before), 'MB', 2);
});

test('search in a big house', async ({ inbox, seeded }) => {
  await inbox.goto();
  await inbox.search.fill(seeded.thread_name);
  await expect(inbox.row(seeded.thread_name).first()).toBeVisible();
  await expect(new Inbox(inbox.page).rows.first()).toContainText(seeded.thread_name.split(' ')[0] ?? '');
});
