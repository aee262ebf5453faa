/** Holds the order of the list while the pointer hovers over it. */
import { useCallback, useRef, useState } from 'react';
import type { Conversation } from '@/api/types';
import { holdOrder } from '../data/held-order';

type HeldRows = {
  rows: Conversation[];
  waiting: number;
  release: () => void;
  hold: () => void;
};

/** `scope` names what is listed; another filter is another list and holds nothing of the old one. */
export function useHeldRows(fresh: Conversation[], scope: string): HeldRows {
  const [held, setHeld] = useState<{ scope: string; rows: Conversation[] } | null>(null);
  const shown = useRef(fresh);
  const holding = held !== null && held.scope === scope;
  const { rows, waiting } = holding ? holdOrder(held.rows, fresh) : { rows: fresh, waiting: 0 };
  shown.current = rows;
  const release = useCallback(() => setHeld(null), []);
  const hold = useCallback(() => setHeld((old) => old ?? { scope, rows: shown.current }), [scope]);
  return { rows, waiting, release, hold };
}
