/** The file operations of the API. */
import { ApiProblem, readProblem } from '@/api/problem';
import { isMedia, type Media } from './media';

const path = (organization: string, rest: string) => `/api/v1/organizations/${organization}/media${rest}`;

async function ask(method: 'GET' | 'POST', address: string): Promise<Media> {
  const response = await fetch(address, { method, credentials: 'same-origin' });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw readProblem(response, body);
  if (!isMedia(body)) throw new ApiProblem(response.status, 'internal', 'the answer is no file');
  return body;
}

export const fetchMedia = (organization: string, id: string): Promise<Media> =>
  ask('GET', path(organization, `/${id}`));

/** Asks the server to fetch a file once more from WhatsApp. */
export const askForFile = (organization: string, id: string): Promise<Media> =>
  ask('POST', path(organization, `/${id}/retry`));
