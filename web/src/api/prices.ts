/** What messages cost: the way of the next one, the rate cards, and when that is asked for again. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type BudgetState = Schemas['BudgetState'];
export type DoorKind = Schemas['DoorKind'];
export type DoorVerdict = Schemas['DoorVerdict'];
export type MessageCharge = Schemas['MessageCharge'];
export type MessageQuote = Schemas['MessageQuote'];
export type Money = Schemas['Money'];
export type PriceCategory = Schemas['PriceCategory'];
export type QuotedDoor = Schemas['QuotedDoor'];
export type QuotedPrice = Schemas['QuotedPrice'];
export type RateCard = Schemas['RateCard'];
export type RoutingPolicy = Schemas['RoutingPolicy'];

/** From the most careful to the freest. */
export const POLICIES: readonly RoutingPolicy[] = ['cloud_only', 'lite_only', 'failover', 'cheapest'];

/** What is going to be written, and the door that somebody chose for it. */
export type NextMessage = { kind: Schemas['MessageKind'] | { template: string }; door: DoorKind | null };

const AGAIN_MS = 300;
const STALE_MS = 60_000;
/** Free days end without an event. */
const LOOK_AGAIN_MS = 5 * 60_000;

const quotesKey = (organization: string, conversation?: string) =>
  ['organization', organization, 'quotes', ...(conversation ? [conversation] : [])] as const;

export const quoteQuery = (organization: string, conversation: string, { kind, door }: NextMessage) =>
  queryOptions({
    queryKey: [...quotesKey(organization, conversation), kind, door],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/conversations/{conversation}/quote', {
          params: {
            path: { organization, conversation },
            query: {
              ...(typeof kind === 'string' ? { kind } : { template_id: kind.template }),
              door: door ?? undefined,
            },
          },
          signal,
        }),
      ),
    staleTime: STALE_MS,
    refetchInterval: LOOK_AGAIN_MS,
  });

const pending = new Map<string, number>();

/** A message changes four times in a moment: its conversation's prices are asked for once. */
export function quotesAgain(cache: QueryClient, organization: string, conversation?: string): void {
  const queryKey = quotesKey(organization, conversation);
  const place = queryKey.join(' ');
  if (pending.has(place)) return;
  const timer = window.setTimeout(() => {
    pending.delete(place);
    void cache.invalidateQueries({ queryKey });
  }, AGAIN_MS);
  pending.set(place, timer);
}

export const rateCardsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'rate-cards'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/rate-cards', {
          params: { path: { organization } },
          signal,
        }),
      ),
    select: (page) => page.data,
  });
