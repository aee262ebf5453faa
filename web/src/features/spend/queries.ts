/** What was spent, what would have been, and the rate cards behind it. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '@/api/client';
import { quotesAgain, type RateCard, type RoutingPolicy, rateCardsQuery } from '@/api/prices';
import type { components } from '@/api/schema';
import { useOrganization } from '@/lib/current-organization';
import type { Fields } from '@/lib/fields';
import type { Days } from './period';

type Schemas = components['schemas'];
export type Spend = Schemas['Spend'];
export type SpendBy = Schemas['SpendBy'];
export type SpendRow = Schemas['SpendRow'];
export type SpendTotal = Schemas['SpendTotal'];
export type Simulation = Schemas['SpendSimulation'];
export type SimulatedSpend = Schemas['SimulatedSpend'];

export type SpendPlace = Days & { line?: string };

const AGAIN_MS = 60_000;

const placeOf = ({ from, to, line }: SpendPlace) => ({ from, to, line_id: line });

export const spendQuery = (organization: string, by: SpendBy, place: SpendPlace) =>
  queryOptions({
    queryKey: ['organization', organization, 'spend', by, placeOf(place)],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/spend', {
          params: { path: { organization }, query: { by, ...placeOf(place) } },
          signal,
        }),
      ),
    // Every message changes it.
    staleTime: 0,
    refetchInterval: AGAIN_MS,
  });

/** What would be different: the rule, the day of the prices, the volume in percent. */
export type WhatIf = { policy?: RoutingPolicy; date?: string; volume?: number };

export const simulationQuery = (organization: string, place: SpendPlace, what: WhatIf) =>
  queryOptions({
    queryKey: ['organization', organization, 'simulation', placeOf(place), what],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/spend/simulation', {
          params: { path: { organization }, query: { ...placeOf(place), ...what } },
          signal,
        }),
      ),
    staleTime: 0,
    retry: false,
  });

/** Another card is another price, for messages that are being written too. */
function useCardsChanged() {
  const cache = useQueryClient();
  const { id: organization } = useOrganization();
  return () => {
    quotesAgain(cache, organization);
    // Not waited for: what is said afterwards must not come too late for a card that is gone.
    void cache.invalidateQueries({ queryKey: rateCardsQuery(organization).queryKey });
  };
}

export function useLoadCard() {
  const { id: organization } = useOrganization();
  return useMutation({
    mutationFn: (card: Fields): Promise<RateCard> =>
      unwrap(
        api.POST('/api/v1/organizations/{organization}/rate-cards', {
          params: { path: { organization } },
          body: { card },
        }),
      ),
    onSuccess: useCardsChanged(),
  });
}

export function useRemoveCard() {
  const { id: organization } = useOrganization();
  return useMutation({
    mutationFn: (card: string) =>
      settle(
        api.DELETE('/api/v1/organizations/{organization}/rate-cards/{rate_card}', {
          params: { path: { organization, rate_card: card } },
        }),
      ),
    onSettled: useCardsChanged(),
  });
}
