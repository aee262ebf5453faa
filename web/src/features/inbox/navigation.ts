/** The inbox's place in the address: which conversation, through which filter. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { filterOf, type InboxSearch, type ListFilter } from './data/filter';

export type InboxPlace = {
  filter: ListFilter;
  selected: string | null;
  select: (conversation: string | null) => void;
  setFilter: (part: InboxSearch) => void;
};

export function useInboxPlace(): InboxPlace {
  const navigate = useNavigate();
  const { org = '', conversation = null } = useParams({ strict: false });
  const search = useSearch({ from: '/o/$org/inbox' });
  const filter = useMemo(() => filterOf(search), [search]);

  const select = useCallback(
    (id: string | null) => {
      if (id === null) {
        void navigate({ to: '/o/$org/inbox', params: { org }, search: (old) => old });
        return;
      }
      const replace = conversation !== null;
      void navigate({
        to: '/o/$org/inbox/$conversation',
        params: { org, conversation: id },
        search: (old) => old,
        replace,
      });
    },
    [navigate, org, conversation],
  );

  const setFilter = useCallback(
    (part: InboxSearch) => {
      void navigate({ to: '.', search: (old: InboxSearch) => readable({ ...old, ...part }), replace: true });
    },
    [navigate],
  );

  return { filter, selected: conversation, select, setFilter };
}

/** Only what differs from the defaults stands in the address. */
function readable(search: InboxSearch): InboxSearch {
  return {
    ...(search.view && search.view !== 'all' && { view: search.view }),
    ...(search.state && search.state !== 'open' && { state: search.state }),
    ...(search.unread && { unread: true }),
    ...(search.line && { line: search.line }),
    ...(search.q && { q: search.q }),
  };
}
