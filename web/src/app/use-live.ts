/** Keeps an organization's page alive: events, outbox, drafts of other tabs. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, unwrap } from '@/api/client';
import { sessionQuery } from '@/api/session';
import { changeThread } from '@/features/inbox/data/cache';
import { shareDrafts } from '@/features/inbox/data/drafts';
import { type Outgoing, pumpOutbox, startOutbox, stopOutbox } from '@/features/inbox/data/outbox';
import { addMessage } from '@/features/inbox/data/reduce';
import { connectLive } from './live-socket';

const deliver = ({ organization, conversation, key, body, previewUrl, replyTo }: Outgoing) =>
  unwrap(
    api.POST('/api/v1/organizations/{organization}/conversations/{conversation}/messages', {
      params: { path: { organization, conversation }, header: { 'Idempotency-Key': key } },
      body: {
        type: 'text',
        text: { body, preview_url: previewUrl },
        ...(replyTo && { reply_to: replyTo.id }),
      },
    }),
  );

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
