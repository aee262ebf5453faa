/** What one changes about lines and Meta apps. Tokens and secrets go in and never come out again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { linesQuery } from '@/api/directory';
import type { RoutingPolicy } from '@/api/prices';
import type { components } from '@/api/schema';
import type { Line } from '@/api/types';
import { useOrganization } from '@/lib/current-organization';
import { metaAppsQuery } from './queries';

export type NewLine = {
  name: string;
  meta_app_id: string | null;
  phone_number_id: string;
  waba_id: string;
  access_token: string;
};

export type LineChange = {
  name?: string;
  queue_id?: string;
  enabled?: boolean;
  uncertain_policy?: Line['uncertain_policy'];
  uncertain_after_minutes?: number;
  routing_policy?: RoutingPolicy;
  unofficial_allowed?: boolean;
  access_token?: string;
};

function useLinesChanged() {
  const cache = useQueryClient();
  const { id } = useOrganization();
  return () => cache.invalidateQueries({ queryKey: linesQuery(id).queryKey });
}

export function useCreateLine() {
  const { id: organization } = useOrganization();
  return useMutation({
    mutationFn: (body: NewLine) =>
      unwrap(
        api.POST('/api/v1/organizations/{organization}/lines', { params: { path: { organization } }, body }),
      ),
    onSuccess: useLinesChanged(),
  });
}

export function useUpdateLine(line: string) {
  const { id: organization } = useOrganization();
  return useMutation({
    mutationFn: (body: LineChange) =>
      unwrap(
        api.PATCH('/api/v1/organizations/{organization}/lines/{line}', {
          params: { path: { organization, line } },
          body,
        }),
      ),
    onSettled: useLinesChanged(),
  });
}

export type NewBudget = components['schemas']['NewBudget'];

/** Null takes it away. */
export function useSetBudget(line: string) {
  const { id: organization } = useOrganization();
  const changed = useLinesChanged();
  return useMutation({
    mutationFn: (body: NewBudget | null) => {
      const params = { path: { organization, line } };
      const place = '/api/v1/organizations/{organization}/lines/{line}/budget';
      return body ? unwrap(api.PUT(place, { params, body })) : unwrap(api.DELETE(place, { params }));
    },
    // Not waited for: another budget is another form.
    onSettled: () => void changed(),
  });
}

export function useTestLine(line: string) {
  const { id: organization } = useOrganization();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/organizations/{organization}/lines/{line}/test', {
          params: { path: { organization, line } },
        }),
      ),
    onSettled: useLinesChanged(),
  });
}

function useAppsChanged() {
  const cache = useQueryClient();
  const { id } = useOrganization();
  return () => cache.invalidateQueries({ queryKey: metaAppsQuery(id).queryKey });
}

export function useCreateMetaApp() {
  const { id: organization } = useOrganization();
  return useMutation({
    mutationFn: (body: { name: string; app_id: string; app_secret: string }) =>
      unwrap(
        api.POST('/api/v1/organizations/{organization}/meta-apps', {
          params: { path: { organization } },
          body,
        }),
      ),
    onSuccess: useAppsChanged(),
  });
}

export function useUpdateMetaApp(metaApp: string) {
  const { id: organization } = useOrganization();
  return useMutation({
    mutationFn: (body: { name?: string; app_secret?: string }) =>
      unwrap(
        api.PATCH('/api/v1/organizations/{organization}/meta-apps/{meta_app}', {
          params: { path: { organization, meta_app: metaApp } },
          body,
        }),
      ),
    onSuccess: useAppsChanged(),
  });
}
