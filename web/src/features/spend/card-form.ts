/** A rate card as people write it: to begin with, and read back. */
import type { RateCard } from '@/api/prices';
import { type Fields, isFields } from '@/lib/fields';

/** What the server takes, made of a card that it showed: to be changed and loaded as an own one. */
export function writtenCard(card: RateCard): string {
  const day = (at: string) => at.slice(0, 10);
  const written = {
    name: card.name,
    source: card.source,
    valid_from: day(card.valid_from),
    currency: card.currency,
    service: {
      charged_from: day(card.service.charged_from),
      rate_of: 'utility',
      free_a_month: card.service.free_a_month,
      source: card.service.source,
    },
    markets: card.markets.map((market) => ({
      name: market.name,
      ...(market.is_default ? { default: true } : { countries: market.countries }),
      rates: Object.fromEntries(
        Object.entries(market.rates).map(([category, { amount }]) => [category, amount]),
      ),
    })),
  };
  return JSON.stringify(written, null, 2);
}

/** `wrong`: what the parser says; empty where it is JSON, but no object. */
export type ReadCard = { card: Fields } | { wrong: string };

/** Only whether it can be one; what a card must hold, the server says. */
export function readCard(text: string): ReadCard {
  try {
    const card: unknown = JSON.parse(text);
    return isFields(card) ? { card } : { wrong: '' };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

export type CardState = 'in_force' | 'upcoming' | 'past';

export function cardState({ in_force, valid_from }: RateCard, now: number): CardState {
  if (in_force) return 'in_force';
  return Date.parse(valid_from) > now ? 'upcoming' : 'past';
}
