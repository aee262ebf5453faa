/** A thread's messages with the ways to go further in both directions and to another place. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useOrganization } from '@/lib/current-organization';
import { fetchMessages, threadQuery } from '../data/queries';
import { appendPage, prependPage, type Thread, threadOf, trimThread } from '../data/reduce';

const KEPT_AFTER_LEAVING = 120;

export type ThreadPlace = { around: string } | { at: string } | { newest: true };

export function useThread(conversation: string) {
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  const options = useMemo(() => threadQuery(organization, conversation), [organization, conversation]);
  const query = useQuery(options);
  const busy = useRef({ older: false, newer: false });
  /** Changes when the thread was replaced by another place of it, so that the list opens anew. */
  const [place, setPlace] = useState<{ generation: number; target: string | null }>({
    generation: 0,
    target: null,
  });

  const change = useCallback(
    (how: (thread: Thread) => Thread) =>
      cache.setQueryData(options.queryKey, (thread) => (thread ? how(thread) : thread)),
    [cache, options],
  );

  const extend = useCallback(
    async (side: 'older' | 'newer') => {
      const thread = cache.getQueryData(options.queryKey);
      const cursor = side === 'older' ? thread?.before_cursor : thread?.after_cursor;
      if (!cursor || busy.current[side]) return;
      busy.current[side] = true;
      try {
        const page = await fetchMessages(
          organization,
          conversation,
          side === 'older' ? { before: cursor } : { after: cursor },
        );
        change((current) => (side === 'older' ? prependPage(current, page) : appendPage(current, page)));
      } catch {
        // Scrolling on asks again.
      } finally {
        busy.current[side] = false;
      }
    },
    [cache, options, organization, conversation, change],
  );

  const goTo = useCallback(
    async (where: ThreadPlace): Promise<void> => {
      const page = await fetchMessages(organization, conversation, 'newest' in where ? {} : where);
      cache.setQueryData(options.queryKey, threadOf(page));
      const middle = page.data.find((message) => 'at' in where && message.sort_at >= where.at) ?? null;
      const target = 'around' in where ? where.around : (middle?.id ?? null);
      setPlace(({ generation }) => ({ generation: generation + 1, target }));
    },
    [cache, options, organization, conversation],
  );

  // A long walk through history must not stay in memory, and the next visit opens at the end.
  useEffect(
    () => () => {
      const thread = cache.getQueryData(options.queryKey);
      if (thread?.after_cursor) cache.removeQueries({ queryKey: options.queryKey, exact: true });
      else change((current) => trimThread(current, KEPT_AFTER_LEAVING));
    },
    [cache, options, change],
  );

  return { query, place, extend, goTo };
}
