/** The page's place in the address. */

import { type Days, isDay, PERIODS, type Period } from './period';
import type { SpendBy } from './queries';

export const TABS = ['report', 'simulate', 'cards'] as const;
export const SIDES: readonly SpendBy[] = ['day', 'line', 'category', 'country', 'sender', 'door'];

export type SpendTab = (typeof TABS)[number];

export type SpendSearch = Partial<Days> & { tab?: SpendTab; by?: SpendBy; period?: Period; line?: string };

/** Of an address that anybody may have written, only what has a meaning. */
export function readSpendSearch(search: Record<string, unknown>): SpendSearch {
  const tab = TABS.find((one) => one === search.tab);
  const by = SIDES.find((one) => one === search.by);
  const period = PERIODS.find((one) => one === search.period);
  const { line, from, to } = search;
  return {
    ...(tab && tab !== 'report' && { tab }),
    ...(by && by !== 'day' && { by }),
    ...(period && period !== 'this_month' && { period }),
    ...(typeof line === 'string' && line !== '' && { line }),
    ...(period === 'own' && isDay(from) && { from }),
    ...(period === 'own' && isDay(to) && { to }),
  };
}
