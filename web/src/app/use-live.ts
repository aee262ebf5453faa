/** Keeps an organization's page alive: events, outbox, drafts of other tabs. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sessionQuery } from '@/api/session';
import { changeThread } from '@/features/inbox/data/cache';
import { shareDrafts } from '@/features/inbox/data/drafts';
import { pumpOutbox, startOutbox, stopOutbox } from '@/features/inbox/data/outbox';
import { addMessage } from '@/features/inbox/data/reduce';
import { deliver } from '@/features/inbox/data/send-message';
import { connectLive } from './live-socket';

export function useLive(organization: string, memberId: string): void {
  const cache = useQueryClient();
  useEffect(() => {
    const disconnect = connectLive(cache, { organization, memberId }, () => {
      void cache.invalidateQueries({ queryKey: sessionQuery.queryKey });
    });
    startOutbox({
      deliver,
      sent: (entry, message) =>
        changeThread(cache, entry.organization, entry.conversation, (thread) => addMessage(thread, message)),
    });
    const unshare = shareDrafts();
    window.addEventListener('online', pumpOutbox);
    return () => {
      window.removeEventListener('online', pumpOutbox);
      unshare();
      stopOutbox();
      disconnect();
    };
  }, [cache, organization, memberId]);
}
