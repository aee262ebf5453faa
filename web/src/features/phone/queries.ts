/** What the simulated phone reads and does. */
import { queryOptions } from '@tanstack/react-query';
import { api, settle, unwrap } from '@/api/client';
import type { SandboxChat, SandboxCustomer, SandboxMedia, SandboxMessage } from '@/api/types';

export type PhoneMessage = SandboxChat['messages'][number];

/** What is said, apart from who says it to whom. */
export type Saying = Omit<SandboxMessage, 'line_id' | 'from'>;

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
    // Whoever writes for the first time, wherever from, is somebody new.
    refetchInterval: 10_000,
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

/** A customer's chat with a line. */
export type ChatPlace = { organization: string; line: string; customer: SandboxCustomer };

/** With a version the server answers when the chat has changed, or after some seconds. */
export const fetchChat = (
  { organization, line, customer }: Omit<ChatPlace, 'customer'> & { customer: string },
  version: number | undefined,
  signal: AbortSignal,
) =>
  unwrap(
    api.GET('/api/v1/organizations/{organization}/sandbox/chats', {
      params: { path: { organization }, query: { line_id: line, phone: customer, version } },
      signal,
    }),
  );

/** The customer opens the chat, and listens to a voice note where one is named. */
export const markRead = ({ organization, line, customer }: ChatPlace, played?: string) =>
  settle(
    api.POST('/api/v1/organizations/{organization}/sandbox/read', {
      params: { path: { organization } },
      body: { line_id: line, phone: addressOf(customer), ...(played !== undefined && { played }) },
    }),
  );

export const say = ({ organization, line, customer }: ChatPlace, saying: Saying) =>
  unwrap(
    api.POST('/api/v1/organizations/{organization}/sandbox/messages', {
      params: { path: { organization } },
      body: {
        ...saying,
        line_id: line,
        from: {
          phone: customer.phone,
          name: customer.name,
          // Whoever is made up here has none yet, and gets one with the first message.
          ...(customer.user_id !== '' && { user_id: customer.user_id }),
        },
      },
    }),
  );

/** Puts a file on the phone, so that a message may name it. */
export const putFile = (organization: string, file: File): Promise<SandboxMedia> =>
  unwrap(
    api.POST('/api/v1/organizations/{organization}/sandbox/media', {
      params: { path: { organization }, query: { filename: file.name } },
      headers: { 'Content-Type': file.type || 'application/octet-stream' },
      body: [],
      bodySerializer: () => file,
    }),
  );

/** Where a file of a chat is opened. */
export const fileAddress = (organization: string, id: string): string =>
  `/api/v1/organizations/${encodeURIComponent(organization)}/sandbox/media?id=${encodeURIComponent(id)}`;
