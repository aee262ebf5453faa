/** Holds the order of the list while the pointer hovers over it. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Conversation } from '@/api/types';
import { holdOrder } from '../data/held-order';

type HeldRows = {
  rows: Conversation[];
  waiting: number;
  release: () => void;
  hold: () => void;
};

/** `scope` names what is listed; another filter is another list and holds nothing of the old one. */
export function useHeldRows(
  fresh: Conversation[],
  scope: string,
  list: RefObject<HTMLElement | null>,
): HeldRows {
  const [held, setHeld] = useState<{ scope: string; rows: Conversation[] } | null>(null);
  const shown = useRef(fresh);
  const holding = held !== null && held.scope === scope;
  const { rows, waiting } = holding ? holdOrder(held.rows, fresh) : { rows: fresh, waiting: 0 };
  shown.current = rows;
  const release = useCallback(() => setHeld(null), []);
  const hold = useCallback(() => setHeld((old) => old ?? { scope, rows: shown.current }), [scope]);
  // A list that went away under the pointer never says that the pointer left it.
  useEffect(() => {
    if (!holding) return;
    const onMove = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && list.current?.contains(target))) release();
    };
    document.addEventListener('pointermove', onMove);
    return () => document.removeEventListener('pointermove', onMove);
  }, [holding, list, release]);
  return { rows, waiting, release, hold };
}
