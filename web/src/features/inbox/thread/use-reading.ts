/** Tells the server what this member has seen: only while the window is in front. */
import { useEffect, useRef, useState } from 'react';
import type { Conversation } from '@/api/types';
import { useInboxActions } from '../data/mutations';

const SEEN_AFTER_MS = 350;

const inFront = () => document.visibilityState === 'visible' && document.hasFocus();

function useInFront(): boolean {
  const [front, setFront] = useState(inFront);
  useEffect(() => {
    const update = () => setFront(inFront());
    window.addEventListener('focus', update);
    window.addEventListener('blur', update);
    document.addEventListener('visibilitychange', update);
    return () => {
      window.removeEventListener('focus', update);
      window.removeEventListener('blur', update);
      document.removeEventListener('visibilitychange', update);
    };
  }, []);
  return front;
}

export function useReading(conversation: Conversation | undefined): void {
  const front = useInFront();
  const { markRead } = useInboxActions();
  const latest = useRef(conversation);
  latest.current = conversation;
  const { id, inbound_count, read_count } = conversation ?? {};
  const behind = inbound_count !== undefined && (read_count ?? 0) < inbound_count;
  useEffect(() => {
    if (!id || !front || !behind) return;
    const timer = setTimeout(() => latest.current && void markRead(latest.current), SEEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [id, front, behind, markRead]);
}
