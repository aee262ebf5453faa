/** Hands a message to the server, whatever it is. */
import { api, unwrap } from '@/api/client';
import type { DoorKind } from '@/api/prices';
import type { Message, NewMessage } from '@/api/types';
import type { Outgoing, SpecialContent } from './outbox';

/** Each kind has its file under its own name. */
function ofFile({ type, media }: Extract<SpecialContent, { media: unknown }>, caption: string): NewMessage {
  const { id: media_id, filename, voice } = media;
  const captioned = { media_id, ...(caption !== '' && { caption }) };
  switch (type) {
    case 'image':
      return { type, image: captioned };
    case 'video':
      return { type, video: captioned };
    case 'document':
      return { type, document: { ...captioned, ...(filename && { filename }) } };
    case 'audio':
      return { type, audio: { media_id, ...(voice && { voice }) } };
    case 'sticker':
      return { type, sticker: { media_id } };
  }
}

function contentOf({ body, what, previewUrl }: Outgoing): NewMessage {
  if (!what) return { type: 'text', text: { body, preview_url: previewUrl } };
  if ('media' in what) return ofFile(what, body);
  return what.type === 'template' ? { type: what.type, template: what.template } : what;
}

export const requestBody = (entry: Outgoing): NewMessage => ({
  ...contentOf(entry),
  ...(entry.replyTo && { reply_to: entry.replyTo.id }),
});

/** The client's key makes the same message of every repetition. */
export const postMessage = (
  organization: string,
  conversation: string,
  key: string,
  body: NewMessage,
  { sendAt, door }: { sendAt?: string | null; door?: DoorKind | null } = {},
): Promise<Message> =>
  unwrap(
    api.POST('/api/v1/organizations/{organization}/conversations/{conversation}/messages', {
      params: {
        path: { organization, conversation },
        header: { 'Idempotency-Key': key },
        query: { send_at: sendAt ?? undefined, door: door ?? undefined },
      },
      body,
    }),
  );

export const deliver = (entry: Outgoing): Promise<Message> =>
  postMessage(entry.organization, entry.conversation, entry.key, requestBody(entry), entry);
