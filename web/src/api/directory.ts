/** Lists of an organization that several features need: its members, its lines, its queues. */
import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';

export const membersQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'members'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/members', {
          params: { path: { organization } },
          signal,
        }),
      ),
    select: (page) => page.data,
  });

export const linesQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'lines'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/lines', { params: { path: { organization } }, signal }),
      ),
    select: (page) => page.data,
  });

export const queuesQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'queues'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/queues', {
          params: { path: { organization } },
          signal,
        }),
      ),
    select: (page) => page.data,
  });

export const contactQuery = (organization: string, contact: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'contact', contact],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/contacts/{contact}', {
          params: { path: { organization, contact } },
          signal,
        }),
      ),
  });
