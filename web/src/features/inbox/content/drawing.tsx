/** How each kind of message is drawn: what stands above its text, the text itself, and what stands below. */
import { Ban, LayoutTemplate } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Media, Message } from '@/api/types';
import { ChoiceCard } from '@/components/cards/choice';
import { ContactCards } from '@/components/cards/contacts';
import { LocationCard } from '@/components/cards/location';
import { OrderCard } from '@/components/cards/order';
import { kindIcon, kindName } from '@/components/message-kind';
import {
  type Card,
  carouselOf,
  headerFileOf,
  interactiveCard,
  orderOf,
  peopleOf,
  placeOf,
  templateCard,
} from '@/lib/cards';
import { type Fields, linkOf, textOf } from '@/lib/fields';
import { useI18n } from '@/lib/i18n';
import { CardButtons, CardWords } from './card-message';
import { CardRow } from './card-row';
import { Document } from './document';
import { HeaderFile } from './header-file';
import { LinkedFile } from './linked-file';
import { pictureBox } from './media';
import { Picture } from './picture';
import { Sticker } from './sticker';
import { Voice } from './voice';
import { Withheld } from './withheld';

export type ContentActions = {
  openMedia: (message: string) => void;
  /** The voice notes after a message, for playing on. */
  voicesAfter: (message: string) => { id: string; url: string }[];
  /** Null where this member may not send. */
  writeTo: ((number: string) => void) | null;
};

export type Drawing = {
  top: ReactNode;
  text: string | null;
  bottom: ReactNode;
  /** `picture`: edge to edge, the time on it where there is no text. `bare`: without a bubble. */
  look: 'words' | 'picture' | 'bare';
  /** Its last line leaves room for the time. */
  roomy: boolean;
  width: number | null;
};

const words = (top: ReactNode, text: string | null, bottom: ReactNode = null): Drawing => ({
  top,
  text,
  bottom,
  look: 'words',
  roomy: text !== null,
  width: null,
});

/** Marks that a message carries besides its content. */
export function marksOf(message: Message): { edited: string | null; revoked: boolean; forwarded: 0 | 1 | 2 } {
  const { forwarded, frequently_forwarded } = message.content;
  return {
    edited: message.edited_at,
    revoked: message.revoked_at !== null,
    forwarded: frequently_forwarded === true ? 2 : forwarded === true ? 1 : 0,
  };
}

export function drawingOf(message: Message, actions: ContentActions): Drawing {
  const { content, kind, media, text, direction } = message;
  if (marksOf(message).revoked) return words(<Revoked own={direction === 'out'} />, text);
  if (message.withheld) return words(<Withheld message={message} withheld={message.withheld} />, text);
  switch (kind) {
    case 'text':
      return words(null, text);
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return media
        ? ofMedia(message, media, actions)
        : words(<Elsewhere kind={kind} content={content} />, text);
    case 'location': {
      const place = placeOf(content);
      return place ? words(<LocationCard place={place} />, null) : words(<KindLabel kind={kind} />, text);
    }
    case 'contacts': {
      const people = peopleOf(content);
      if (people.length === 0) return words(<KindLabel kind={kind} />, text);
      return words(<ContactCards people={people} onWrite={actions.writeTo} />, null);
    }
    case 'order': {
      const order = orderOf(content);
      return words(<OrderCard order={order} />, order.note || null);
    }
    case 'button':
      return words(<ChoiceCard content={content} />, null);
    case 'interactive':
      if (direction === 'in') return words(<ChoiceCard content={content} />, null);
      return ofCard(message, interactiveCard(content), media, actions);
    case 'template':
      return ofCard(message, templateCard(content), media, actions);
    default:
      return words(<KindLabel kind={kind} />, text);
  }
}

function ofMedia(message: Message, media: Media, actions: ContentActions): Drawing {
  const { id, text } = message;
  switch (media.kind) {
    case 'image':
    case 'video':
      return {
        top: <Picture media={media} caption={text} onOpen={() => actions.openMedia(id)} />,
        text,
        bottom: null,
        look: 'picture',
        roomy: text !== null,
        width: pictureBox(media).width,
      };
    case 'audio':
      return {
        ...words(<Voice id={id} media={media} following={() => actions.voicesAfter(id)} />, text),
        roomy: media.state === 'ready',
      };
    case 'sticker':
      return { ...words(<Sticker media={media} />, null), look: 'bare' };
    case 'document':
      return words(<Document media={media} />, text);
  }
}

function ofCard(message: Message, card: Card, media: Media | null, actions: ContentActions): Drawing {
  const empty = card.header === '' && card.body === '' && card.file === '';
  const shown = empty ? { ...card, body: message.text ?? '' } : card;
  const kept = media === null ? headerFileOf(message.content) : '';
  const file =
    media === null ? null : media.kind === 'document' ? (
      <Document media={media} />
    ) : (
      <div className="mb-1.5" style={{ width: pictureBox(media).width, maxWidth: '100%' }}>
        <Picture media={media} caption={null} onOpen={() => actions.openMedia(message.id)} />
      </div>
    );
  return words(
    <>
      {message.kind === 'template' && <TemplateName name={textOf(message.content.name)} />}
      {file}
      {kept !== '' && <HeaderFile id={kept} kind={card.file} />}
      {card.link && <LinkedFile kind={card.file} link={card.link} />}
      <CardWords card={shown} file={file !== null || kept !== '' || card.link !== null} />
    </>,
    null,
    <>
      <CardButtons card={shown} />
      <CardRow cards={carouselOf(message.content)} />
    </>,
  );
}

function TemplateName({ name }: { name: string }) {
  const { t } = useI18n();
  return (
    <div className="mb-0.5 flex items-center gap-1.5 text-11 text-out-ink-2">
      <LayoutTemplate className="size-3 shrink-0" aria-hidden />
      <span className="truncate">{t('template.label', { name })}</span>
    </div>
  );
}

function Revoked({ own }: { own: boolean }) {
  const { t } = useI18n();
  return (
    <div className="flex items-center gap-1.5 text-13 text-ink-2 italic">
      <Ban className="size-3.5 shrink-0" aria-hidden />
      {t(own ? 'message.revoked_own' : 'message.revoked')}
    </div>
  );
}

/** A file that is not with us: where it lies, or else only what it is. */
function Elsewhere({ kind, content }: { kind: string; content: Fields }) {
  const link = linkOf(content.link);
  if (link === null) return <KindLabel kind={kind} />;
  return <LinkedFile kind={kind} link={link} name={textOf(content.filename)} />;
}

/** What has no drawing of its own: what it is, in words. */
function KindLabel({ kind }: { kind: string }) {
  const { t } = useI18n();
  const Icon = kindIcon(kind);
  return (
    <div className="flex items-center gap-2 rounded-md bg-hover px-2.5 py-1.5 text-13 text-ink-2">
      {Icon && <Icon className="size-4 shrink-0 stroke-[1.75]" aria-hidden />}
      {kindName(t, kind)}
    </div>
  );
}
