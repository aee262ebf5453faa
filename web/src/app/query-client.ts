/** The cache of server state. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isTemporary } from '@/api/problem';
import { sessionQuery } from '@/api/session';

const TRIES = 2;

export function makeQueryClient(): QueryClient {
  const signedOut = (error: unknown) => {
    if (error instanceof ApiProblem && error.code === 'unauthenticated')
      client.setQueryData(sessionQuery.queryKey, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: signedOut }),
    mutationCache: new MutationCache({ onError: signedOut }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // The live stream catches up; fetching everything again would only be slower.
        refetchOnReconnect: false,
        // Offline is known from failing, not guessed: a server on this machine needs no network.
        networkMode: 'always',
        retry: (failures, error) => failures < TRIES && isTemporary(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
