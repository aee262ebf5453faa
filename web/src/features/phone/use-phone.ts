/** What the customer does on the phone; whatever is refused is said. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { toast } from '@/components/ui/toast';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import {
  type ChatPlace,
  customersQuery,
  markRead,
  type PhoneMessage,
  putFile,
  type Saying,
  say,
} from './queries';

export type FileKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';
export type FileWords = { caption?: string; voice?: boolean; reply_to?: string };

export type PhoneActions = {
  say: (saying: Saying) => void;
  sendFile: (kind: FileKind, file: File, words?: FileWords) => void;
  /** The customer listens to a voice note. */
  play: (message: PhoneMessage) => void;
  /** Something is on its way to the server. */
  busy: boolean;
};

type Sending = { saying: Saying; file?: File };

async function send(place: ChatPlace, { saying, file }: Sending): Promise<void> {
  const media = file && (await putFile(place.organization, file));
  const content = media ? { ...named(saying.content), id: media.id } : saying.content;
  await say(place, { ...saying, ...(content !== undefined && { content }) });
}

const named = (content: unknown): object => (typeof content === 'object' && content !== null ? content : {});

export function usePhone(place: ChatPlace, isNew: boolean): PhoneActions {
  const { texts } = useI18n();
  const cache = useQueryClient();
  const complain = useCallback(
    (problem: unknown) => toast(problemText(texts, problem), { tone: 'bad' }),
    [texts],
  );
  const sending = useMutation({
    mutationFn: (what: Sending) => send(place, what),
    // One after the other, as they were written.
    scope: { id: `phone ${place.line} ${place.customer.phone ?? place.customer.user_id}` },
    onError: complain,
    onSuccess: () => {
      if (isNew) void cache.invalidateQueries({ queryKey: customersQuery(place.organization).queryKey });
    },
  });
  return {
    say: (saying) => sending.mutate({ saying }),
    sendFile: (kind, file, { caption, voice, reply_to } = {}) =>
      sending.mutate({
        file,
        saying: {
          type: kind,
          ...(caption && { text: caption }),
          ...(reply_to && { reply_to }),
          content: { ...(voice && { voice }), ...(kind === 'document' && { filename: file.name }) },
        },
      }),
    play: (message) => {
      if (message.from === 'customer' || message.state === 'played') return;
      markRead(place, message.id).catch(complain);
    },
    busy: sending.isPending,
  };
}
