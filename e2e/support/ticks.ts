/** Watches one message while it travels: its ticks in their order, and that it never stands there twice. */
import type { Page } from '@playwright/test';

export type Journey = { ticks: string[]; most: number; elements: number };

declare global {
  interface Window {
    journeys?: Record<string, { ticks: string[]; most: number; elements: Set<Element> }>;
  }
}

/** Begins before the message is sent. */
export async function watchMessage(page: Page, text: string): Promise<void> {
  await page.evaluate((wanted) => {
    const journey = { ticks: [] as string[], most: 0, elements: new Set<Element>() };
    window.journeys = { ...window.journeys, [wanted]: journey };
    const look = () => {
      const bubbles = [...document.querySelectorAll('[role=log] [data-message]')].filter((one) =>
        one.textContent?.includes(wanted),
      );
      journey.most = Math.max(journey.most, bubbles.length);
      const bubble = bubbles[0];
      if (!bubble) return;
      journey.elements.add(bubble);
      const tick = bubble.querySelector('svg[role=img]')?.getAttribute('aria-label');
      if (tick && journey.ticks.at(-1) !== tick) journey.ticks.push(tick);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['aria-label'],
    });
  }, text);
}

export async function journeyOf(page: Page, text: string): Promise<Journey> {
  return await page.evaluate((wanted) => {
    const journey = window.journeys?.[wanted];
    return { ticks: journey?.ticks ?? [], most: journey?.most ?? 0, elements: journey?.elements.size ?? 0 };
  }, text);
}
