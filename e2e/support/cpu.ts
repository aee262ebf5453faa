/**
 * What a page costs its main thread, in milliseconds of CPU time: the machine's other work does not count,
 * so the same budget holds on a laptop and on a loaded runner.
 */
import type { CDPSession, Page } from '@playwright/test';

export class Meter {
  private constructor(private readonly cdp: CDPSession) {}

  /** The page should already be at its origin: another origin may be another process. */
  static async on(page: Page): Promise<Meter> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await cdp.send('HeapProfiler.enable');
    return new Meter(cdp);
  }

  async cpu(): Promise<number> {
    return (await this.metric('TaskDuration')) * 1_000;
  }

  /** The CPU time of what happens meanwhile. */
  async of(action: () => Promise<unknown>): Promise<number> {
    const before = await this.cpu();
    await action();
    return (await this.cpu()) - before;
  }

  /** Megabytes that are really held. */
  async heap(): Promise<number> {
    await this.cdp.send('HeapProfiler.collectGarbage');
    await this.cdp.send('HeapProfiler.collectGarbage');
    return (await this.metric('JSHeapUsedSize')) / 1_048_576;
  }

  private async metric(name: string): Promise<number> {
    const { metrics } = await this.cdp.send('Performance.getMetrics');
    const found = metrics.find((metric) => metric.name === name);
    if (!found) throw new Error(`the browser does not measure ${name}`);
    return found.value;
  }
}

export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Until what was changed is painted. */
export const painted = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
