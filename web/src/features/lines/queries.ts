/** What the lines page reads besides the lines. */
import { queryOptions } from '@tanstack/react-query';
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
