/** What a message says on the phone, by its kind. */
import { Ban } from 'lucide-react';
import type { ReactNode } from 'react';
import { ChoiceCard } from '@/components/cards/choice';
import { ContactCards } from '@/components/cards/contacts';
import { LocationCard } from '@/components/cards/location';
import { OrderCard } from '@/components/cards/order';
import { orderOf, peopleOf, placeOf } from '@/lib/cards';
import { fieldsOf } from '@/lib/fields';
import { useI18n } from '@/lib/i18n';
import { cardOf, type PhoneCard, type Tap } from './card';
import { CardHeader, PhoneButtons, PhoneCardWords } from './phone-card';
import { PhoneFile } from './phone-file';
import type { PhoneMessage } from './queries';

export type ContentActions = {
  fileAddress: (id: string) => string;
  play: (message: PhoneMessage) => void;
  tap: (message: PhoneMessage, tap: Tap, card: PhoneCard) => void;
};

/** What stands above the text, the text, and what stands below the time. */
export type Drawing = { top: ReactNode; text: string | null; bottom: ReactNode };

const only = (top: ReactNode, text: string | null = null): Drawing => ({ top, text, bottom: null });

export function drawingOf(message: PhoneMessage, actions: ContentActions): Drawing {
  const { type, text, content, media, from } = message;
  const fields = fieldsOf(content);
  if (message.changed === 'revoked') return only(<Revoked own={from === 'customer'} />);
  switch (type) {
    case 'text':
      return only(null, text);
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return only(<MessageFile message={message} actions={actions} />, text);
    case 'location': {
      const place = placeOf(fields);
      return place ? only(<LocationCard place={place} />) : only(<Named type={type} />, text);
    }
    case 'contacts':
      return only(<ContactCards people={peopleOf({ contacts: content })} onWrite={null} />);
    case 'order': {
      const order = orderOf(fields);
      return only(<OrderCard order={order} />, order.note || null);
    }
    case 'button':
      return only(<ChoiceCard content={fields} />);
    case 'interactive':
      if (from === 'customer') return only(<ChoiceCard content={fields} />);
      return ofCard(message, actions);
    case 'template':
      return ofCard(message, actions);
    default:
      return media
        ? only(<MessageFile message={message} actions={actions} />, text)
        : only(<Named type={type} />, text);
  }
}

function ofCard(message: PhoneMessage, actions: ContentActions): Drawing {
  const card = cardOf(message);
  const { media } = message;
  const header =
    card.file && media ? (
      <PhoneFile kind={card.file.type} media={media} address={actions.fileAddress(media.id)} caption={null} />
    ) : (
      <CardHeader file={card.file} address={actions.fileAddress} />
    );
  const empty = card.body === '' && card.header === '' && card.cards.length === 0 && !card.file;
  const shown = empty ? { ...card, body: message.text ?? '' } : card;
  const tap = (of: PhoneCard) => (what: Tap) => actions.tap(message, what, of);
  return {
    top: <PhoneCardWords card={shown} file={header} />,
    text: null,
    bottom: (
      <>
        <PhoneButtons buttons={card.buttons} onTap={tap(card)} />
        {card.cards.length > 0 && <Carousel cards={card.cards} address={actions.fileAddress} tap={tap} />}
      </>
    ),
  };
}

type CarouselProps = {
  cards: PhoneCard[];
  address: (id: string) => string;
  tap: (card: PhoneCard) => (what: Tap) => void;
};

function Carousel({ cards, address, tap }: CarouselProps) {
  const { t } = useI18n();
  return (
    <ul
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is swiped must be reachable by keyboard
      tabIndex={0}
      data-own-arrows
      aria-label={t('phone.cards')}
      className="-mx-3 mt-1.5 -mb-[7px] flex snap-x gap-2 overflow-x-auto border-t border-ink/10 px-3 py-2"
    >
      {cards.map((card, n) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a card is its place
          key={n}
          className="w-52 shrink-0 snap-start overflow-hidden rounded-lg border border-line bg-surface px-3 py-[7px]"
        >
          <PhoneCardWords card={card} file={<CardHeader file={card.file} address={address} />} />
          {card.sections
            .flatMap((section) => section.rows)
            .map((row) => (
              <div key={row.id} className="font-mono text-12 wrap-anywhere">
                {row.title}
              </div>
            ))}
          <PhoneButtons buttons={card.buttons} onTap={tap(card)} />
        </li>
      ))}
    </ul>
  );
}

function MessageFile({ message, actions }: { message: PhoneMessage; actions: ContentActions }) {
  const { media, type, text } = message;
  if (!media) return <Named type={type} />;
  return (
    <PhoneFile
      kind={type}
      media={media}
      address={actions.fileAddress(media.id)}
      caption={text}
      played={message.state === 'played'}
      onPlay={() => actions.play(message)}
    />
  );
}

const NAMES = {
  image: 'kind.image',
  video: 'kind.video',
  audio: 'kind.audio',
  document: 'kind.document',
  sticker: 'kind.sticker',
  location: 'kind.location',
  contacts: 'kind.contacts',
  system: 'kind.system',
  template: 'kind.template',
  unsupported: 'kind.unsupported',
} as const;

const isNamed = (type: string): type is keyof typeof NAMES => type in NAMES;

function Named({ type }: { type: string }) {
  return <em className="text-13 text-ink-2">{useTypeName()(type)}</em>;
}

/** "Photo", or for what has no name here Meta's own word. */
export function useTypeName(): (type: string) => string {
  const { t } = useI18n();
  return (type) => (isNamed(type) ? t(NAMES[type]) : t('kind.newer', { kind: type }));
}

function Revoked({ own }: { own: boolean }) {
  const { t } = useI18n();
  return (
    <span className="flex items-center gap-1.5 text-13 text-ink-2 italic">
      <Ban className="size-3.5 shrink-0" aria-hidden />
      {t(own ? 'phone.revoked_own' : 'phone.revoked')}
    </span>
  );
}
