/** The file operations of the API. */
import { api, unwrap } from '@/api/client';
import type { Media } from '@/api/types';

export const fetchMedia = (organization: string, media: string): Promise<Media> =>
  unwrap(
    api.GET('/api/v1/organizations/{organization}/media/{media}', {
      params: { path: { organization, media } },
    }),
  );

/** Asks the server to fetch a file once more from WhatsApp. */
export const askForFile = (organization: string, media: string): Promise<Media> =>
  unwrap(
    api.POST('/api/v1/organizations/{organization}/media/{media}/retry', {
      params: { path: { organization, media } },
    }),
  );
