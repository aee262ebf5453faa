/** The phone itself: frame, chat, and where the customer writes. */
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { SandboxChat } from '@/api/types';
import { ReactionMenu, type ReactionTarget } from '@/components/emoji/reaction-menu';
import { Avatar } from '@/components/ui/avatar';
import { toast } from '@/components/ui/toast';
import { copyText } from '@/lib/clipboard';
import { useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { problemText } from '@/lib/problem-text';
import type { PhoneCard, Tap } from './card';
import { MessageMenu, type Target } from './message-menu';
import { type BubbleActions, PhoneBubble } from './phone-bubble';
import type { Sheet } from './phone-sheet';
import { addressOf, type ChatPlace, fileAddress, markRead, type PhoneMessage } from './queries';
import { tapped } from './saying';
import { useChat } from './use-chat';
import { usePhone } from './use-phone';
import { type About, Writer } from './writer';

const PhoneSheet = lazy(() => import('./phone-sheet').then((module) => ({ default: module.PhoneSheet })));
const LocationDialog = lazy(() =>
  import('@/components/cards/location-dialog').then((module) => ({ default: module.LocationDialog })),
);
const ContactCardDialog = lazy(() =>
  import('@/components/cards/contact-dialog').then((module) => ({ default: module.ContactCardDialog })),
);

/** A location may answer the message that asked for it. */
type Building = { what: 'location'; reply_to?: string } | { what: 'contact' } | null;

type Props = {
  place: ChatPlace;
  /** Nobody has written as this customer yet. */
  isNew: boolean;
};

const ownReaction = ({ reactions }: PhoneMessage): string | null =>
  reactions.find((one) => one.from === 'customer')?.emoji ?? null;

export function Phone({ place, isNew }: Props) {
  const { t, texts } = useI18n();
  const { customer } = place;
  const { chat, error } = useChat(place);
  const phone = usePhone(place, isNew);
  const glass = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [about, setAbout] = useState<About>(null);
  const [menu, setMenu] = useState<Target | null>(null);
  const [reacting, setReacting] = useState<ReactionTarget<PhoneMessage> | null>(null);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [building, setBuilding] = useState<Building>(null);
  useOpened(place, chat);

  const copy = async (text: string) => {
    if (await copyText(text)) toast(t('action.copied'));
  };
  const tap = (message: PhoneMessage, what: Tap, card: PhoneCard) => {
    const saying = tapped(message, what);
    if (saying) phone.say(saying);
    else if (what.kind === 'place') setBuilding({ what: 'location', reply_to: message.id });
    else if (what.kind === 'call') void copy(what.number);
    else if (what.kind === 'copy') void copy(what.code);
    else setSheet({ message, card, tap: what });
  };
  const actions: BubbleActions = {
    tap,
    play: phone.play,
    fileAddress: (id) => fileAddress(place.organization, id),
    openMenu: (message, anchor) => setMenu({ message, anchor }),
    openReactions: (message, anchor) => setReacting({ message, anchor }),
  };
  const business = chat?.business.name ?? '';
  return (
    <section
      ref={glass}
      aria-label={t('phone.of', { name: customer.name })}
      className="relative mx-auto flex h-[min(720px,calc(100dvh-140px))] min-h-[480px] w-full max-w-[390px] flex-col overflow-hidden rounded-[44px] border-[10px] border-rail bg-rail shadow-3 max-md:h-[calc(100dvh-200px)] max-md:rounded-3xl max-md:border-[6px]"
    >
      <header className="flex h-14 shrink-0 items-center gap-2.5 bg-rail px-4 text-white">
        <Avatar name={business} size={34} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-14 font-semibold">{business}</span>
          <span className="block truncate text-12 text-rail-ink" role="status">
            {chat?.business_typing ? t('phone.typing') : formatPhone(chat?.business.phone ?? '')}
          </span>
        </span>
      </header>
      <Chat chat={chat} actions={actions} />
      {error !== null && (
        <p role="alert" className="bg-danger-soft px-3 py-1.5 text-center text-12 text-ink">
          {problemText(texts, error)}
        </p>
      )}
      <Writer
        field={field}
        about={about}
        onAbout={setAbout}
        phone={phone}
        onLocation={() => setBuilding({ what: 'location' })}
        onContact={() => setBuilding({ what: 'contact' })}
      />
      <MessageMenu
        target={menu}
        onClose={() => setMenu(null)}
        onReply={(message) => setAbout({ what: 'reply', message })}
        onReact={setReacting}
        onEdit={(message) => setAbout({ what: 'edit', message })}
        onRevoke={(message) => phone.say({ type: 'revoke', reply_to: message.id })}
        field={() => field.current}
      />
      <ReactionMenu
        target={reacting}
        ownOf={ownReaction}
        onClose={() => setReacting(null)}
        onReact={({ id }, emoji) =>
          phone.say({ type: 'reaction', reply_to: id, ...(emoji !== '' && { emoji }) })
        }
      />
      <Suspense>
        {sheet && (
          <PhoneSheet sheet={sheet} within={glass} onClose={() => setSheet(null)} onSay={phone.say} />
        )}
        {building?.what === 'location' && (
          <LocationDialog
            onClose={() => setBuilding(null)}
            onSend={({ location }) =>
              phone.say({
                type: 'location',
                content: location,
                ...(building.reply_to && { reply_to: building.reply_to }),
              })
            }
          />
        )}
        {building?.what === 'contact' && (
          <ContactCardDialog
            onClose={() => setBuilding(null)}
            onSend={({ contacts }) => phone.say({ type: 'contacts', content: contacts })}
          />
        )}
      </Suspense>
    </section>
  );
}

/** A phone with the chat open has read what it shows. */
function useOpened({ organization, line, customer }: ChatPlace, chat: SandboxChat | null): void {
  const unread =
    chat?.messages.filter(({ from, state }) => from === 'business' && state === 'delivered').length ?? 0;
  const address = addressOf(customer);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of unread messages is read anew
  useEffect(() => {
    if (unread === 0) return;
    markRead({ organization, line, customer }).catch(() => undefined);
  }, [organization, line, address, unread]);
}

type ChatProps = { chat: SandboxChat | null; actions: BubbleActions };

function Chat({ chat, actions }: ChatProps) {
  const { t } = useI18n();
  const box = useRef<HTMLDivElement>(null);
  const messages = chat?.messages;
  const count = messages?.length ?? 0;
  const byId = useMemo(() => new Map(messages?.map((one) => [one.id, one])), [messages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of messages means a new end
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);
  return (
    <div
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-label={t('thread.messages')}
      data-own-arrows
      className="lattice min-h-0 flex-1 overflow-y-auto px-3 py-3 outline-offset-[-2px]"
    >
      <div className="relative flex flex-col gap-1.5">
        {messages?.map((message) => (
          <PhoneBubble
            key={message.id}
            message={message}
            quoted={message.reply_to === null ? undefined : byId.get(message.reply_to)}
            actions={actions}
          />
        ))}
        {chat && count === 0 && <p className="mt-10 text-center text-13 text-ink-2">{t('phone.empty')}</p>}
      </div>
    </div>
  );
}
