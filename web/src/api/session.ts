/** Who is signed in. Null is an answer: nobody is. */
import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import { ApiProblem } from './problem';
import type { Me } from './types';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await unwrap(api.GET('/api/v1/session', { signal }));
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});
