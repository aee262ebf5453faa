/** What of a message can be sent once more, to somebody else. */
import type { Message } from '@/api/types';
import { placeOf } from '@/lib/cards';
import { fieldsOf, listOf } from '@/lib/fields';
import type { SpecialContent } from './outbox';

type Forwarded = { body: string; what?: SpecialContent };

export function forwardOf(message: Message): Forwarded | null {
  const { kind, text, content, media } = message;
  if (media) return media.state === 'ready' ? { body: text ?? '', what: { type: media.kind, media } } : null;
  if (kind === 'text') return text === null ? null : { body: text };
  if (kind === 'location') {
    const place = placeOf(content);
    if (!place) return null;
    const { name, address, ...point } = place;
    const location = { ...point, ...(name && { name }), ...(address && { address }) };
    return { body: '', what: { type: 'location', location } };
  }
  if (kind === 'contacts')
    return { body: '', what: { type: 'contacts', contacts: listOf(content.contacts) } };
  if (kind === 'interactive' && message.direction === 'out')
    return { body: text ?? '', what: { type: 'interactive', interactive: content } };
  return null;
}

/** The same once more, to the same person: templates too. */
export function againOf(message: Message): Forwarded | null {
  if (message.kind !== 'template') return forwardOf(message);
  const { name, language, components, rendered } = message.content;
  const code = fieldsOf(language).code;
  if (typeof name !== 'string' || typeof code !== 'string') return null;
  const template = { name, language: code, components: listOf(components) };
  const shown = { name, language: { code }, rendered };
  return { body: message.text ?? '', what: { type: 'template', template, shown } };
}

export const isForwardable = (message: Message): boolean => forwardOf(message) !== null;
