/** What the contacts page reads. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

const PAGE = 60;
const firstPage = (): string | null => null;

export const contactsQuery = (organization: string, q: string) =>
  infiniteQueryOptions({
    queryKey: ['organization', organization, 'contacts', q],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/contacts', {
          params: {
            path: { organization },
            query: { q: q || undefined, cursor: pageParam ?? undefined, limit: PAGE },
          },
          signal,
        }),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor,
  });
