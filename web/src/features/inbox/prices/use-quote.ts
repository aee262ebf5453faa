/** What the next message of a conversation costs, and through which door it goes. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { linesQuery } from '@/api/directory';
import { type NextMessage, quoteQuery } from '@/api/prices';
import type { Conversation } from '@/api/types';
import { useOrganization } from '@/lib/current-organization';

export function useQuote(conversation: string, next: NextMessage, enabled = true) {
  const { id: organization } = useOrganization();
  return useQuery({
    ...quoteQuery(organization, conversation, next),
    // Another door or kind: the old price stands until the new one is known.
    placeholderData: keepPreviousData,
    enabled,
  });
}

const TEXT: NextMessage = { kind: 'text', door: null };

/** Whether free text goes although the window is closed: through a door that knows no window. */
export function useTextGoes({ id, line }: Conversation, closed: boolean): boolean {
  const { id: organization } = useOrganization();
  const doors = useQuery(linesQuery(organization)).data?.find((one) => one.id === line.id)?.doors ?? [];
  const asks = closed && doors.length > 1;
  const door = useQuote(id, TEXT, asks).data?.door;
  return asks && door !== undefined && door !== null;
}
