/** What the lines page reads besides the lines. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

export const metaAppsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'meta-apps'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/meta-apps', {
          params: { path: { organization } },
          signal,
        }),
      ),
    select: (page) => page.data,
  });

const firstPage = (): string | null => null;

export const trayQuery = (organization: string) =>
  infiniteQueryOptions({
    queryKey: ['organization', organization, 'unparsed'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/unparsed', {
          params: { path: { organization }, query: { cursor: pageParam ?? undefined } },
          signal,
        }),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor,
  });
