/** The templates that a line may send. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { templatesKey } from '@/api/templates';

export type Template = components['schemas']['Template'];

const PAGE = 50;
const firstPage = (): string | null => null;

export const sendableQuery = (organization: string, line: string, q: string) =>
  infiniteQueryOptions({
    queryKey: [...templatesKey(organization), 'sendable', line, q],
    queryFn: async ({ pageParam, signal }) => {
      const pageOf = (state: Template['state'], cursor: string | null) =>
        unwrap(
          api.GET('/api/v1/organizations/{organization}/templates', {
            params: {
              path: { organization },
              query: { line_id: line, state, q: q || undefined, cursor: cursor ?? undefined, limit: PAGE },
            },
            signal,
          }),
        );
      // What is flagged is still sent; there are never many.
      const [approved, flagged] = await Promise.all([
        pageOf('approved', pageParam),
        pageParam === null ? pageOf('flagged', null) : null,
      ]);
      return { ...approved, data: [...approved.data, ...(flagged?.data ?? [])] };
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor,
  });
