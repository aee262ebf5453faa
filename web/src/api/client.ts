/** The typed HTTP client. All requests are same-origin and carry the session cookie. */
import createClient, { type Middleware } from 'openapi-fetch';
import { noteServerTime } from '@/lib/clock';
import { ApiProblem, readProblem, Unreachable } from './problem';
import type { paths } from './schema';

const clock: Middleware = {
  onResponse({ response }) {
    noteServerTime(response.headers.get('Date'));
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    return new Unreachable('the server did not answer');
  },
};

export const api = createClient<paths>({ credentials: 'same-origin' });
api.use(clock);

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The body of a good answer; any other answer is thrown as an ApiProblem. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw readProblem(response, error);
  if (data === undefined) throw new ApiProblem(response.status, 'internal', 'the answer has no body');
  return data;
}

/** Like unwrap, for answers without a body (204). */
export async function settle(call: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await call;
  if (!response.ok) throw readProblem(response, error);
}
