/** What the settings read. */
import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

export const sessionsKey = ['sessions'];

export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/me/sessions', { signal })),
});

export const apiTokensQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'api-tokens'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/api-tokens', {
          params: { path: { organization } },
          signal,
        }),
      ),
    select: (page) => page.data,
  });
