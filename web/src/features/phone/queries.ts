/** What the simulated phone reads and does. */
import { queryOptions } from '@tanstack/react-query';
import { api, settle, unwrap } from '@/api/client';
import type { SandboxCustomer } from '@/api/types';

/** A customer is known by phone, or by user id where the phone is hidden. */
export const addressOf = (customer: SandboxCustomer): string => customer.phone ?? customer.user_id;

export const customersQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'sandbox', 'customers'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/sandbox/customers', {
          params: { path: { organization } },
          signal,
        }),
      ),
    select: (page) => page.data,
  });

export const faultsQuery = (organization: string) =>
  queryOptions({
    queryKey: ['organization', organization, 'sandbox', 'faults'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/sandbox/faults', {
          params: { path: { organization } },
          signal,
        }),
      ),
    select: (page) => page.data,
    refetchInterval: 5_000,
  });

type Chat = { organization: string; line: string; customer: string };

/** With a version the server answers when the chat has changed, or after some seconds. */
export const fetchChat = (
  { organization, line, customer }: Chat,
  version: number | undefined,
  signal: AbortSignal,
) =>
  unwrap(
    api.GET('/api/v1/organizations/{organization}/sandbox/chats', {
      params: { path: { organization }, query: { line_id: line, phone: customer, version } },
      signal,
    }),
  );

export const markRead = ({ organization, line, customer }: Chat) =>
  settle(
    api.POST('/api/v1/organizations/{organization}/sandbox/read', {
      params: { path: { organization } },
      body: { line_id: line, phone: customer },
    }),
  );
