/** Templates by id, and how what is known of them is asked for again. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';

const AGAIN_MS = 250;

export const templatesKey = (organization: string) => ['organization', organization, 'templates'] as const;

export const templateQuery = (organization: string, template: string) =>
  queryOptions({
    queryKey: [...templatesKey(organization), 'one', template],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/templates/{template}', {
          params: { path: { organization, template } },
          signal,
        }),
      ),
  });

const pending = new Map<string, number>();

/** A reading at Meta changes hundreds at once: they are asked for once. */
export function templatesAgain(cache: QueryClient, organization: string): void {
  if (pending.has(organization)) return;
  const timer = window.setTimeout(() => {
    pending.delete(organization);
    void cache.invalidateQueries({ queryKey: templatesKey(organization) });
  }, AGAIN_MS);
  pending.set(organization, timer);
}
