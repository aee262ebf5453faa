/** What the members page reads besides the members. */
import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

export const invitationsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'invitations'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/invitations', {
          params: { path: { organization } },
          signal,
        }),
      ),
    select: (page) => page.data,
  });
