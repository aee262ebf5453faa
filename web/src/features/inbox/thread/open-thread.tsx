/** A conversation that is known: its messages and what one does with them. */
import { ArrowDown, MessageCircle } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Conversation, Message } from '@/api/types';
import { EmptyState, ErrorState, Loading } from '@/components/ui/view-state';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { Composer } from '../composer/composer';
import { changeDraft } from '../data/drafts';
import { useOutbox } from '../data/outbox';
import type { BubbleActions } from './bubble';
import { firstUnread, threadItems } from './items';
import { MessageList, type MessageListHandle } from './message-list';
import { MessageMenu, type MessageMenuTarget } from './message-menu';
import { TeamTyping } from './team-typing';
import { ThreadHeader } from './thread-header';
import { ThreadSkeleton } from './thread-skeleton';
import { composerId, useConversationCommands } from './use-conversation-commands';
import { useReading } from './use-reading';
import { useThread } from './use-thread';

type Props = {
  conversation: Conversation;
  message: string | null;
  onLeave: () => void;
  onNext: () => void;
  detailsOpen: boolean;
  onToggleDetails: () => void;
};

const DateDialog = lazy(() => import('./date-dialog').then((module) => ({ default: module.DateDialog })));

const MARKED_MS = 1_800;

export function OpenThread({
  conversation,
  message: linked,
  onLeave,
  onNext,
  detailsOpen,
  onToggleDetails,
}: Props) {
  const { memberId, me, can } = useOrganization();
  const { query, place, extend, goTo } = useThread(conversation.id);
  const entries = useOutbox((state) => state.entries);
  const keys = useOutbox((state) => state.keys);
  const list = useRef<MessageListHandle>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [marked, setMarked] = useState<string | null>(null);
  const [menu, setMenu] = useState<MessageMenuTarget | null>(null);
  const [pickingDate, setPickingDate] = useState(false);
  const messages = query.data?.messages;
  const { id } = conversation;

  const items = useMemo(() => {
    const mine = entries.filter((entry) => entry.conversation === id);
    return threadItems(messages ?? [], mine, keys, { memberId, name: me.user.name });
  }, [messages, entries, keys, id, memberId, me.user.name]);

  const unreadFrom = useUnreadLine(conversation, messages);
  const unseen = useUnseen(messages, atEnd);
  useReading(conversation);

  const jumpTo = useCallback(
    async (target: string) => {
      setMarked(target);
      setTimeout(() => setMarked(null), MARKED_MS);
      if (!list.current?.toMessage(target)) await goTo({ around: target }).catch(() => undefined);
    },
    [goTo],
  );

  const ready = messages !== undefined;
  useEffect(() => {
    if (linked && ready) void jumpTo(linked);
  }, [linked, ready, jumpTo]);

  const actions = useMemo<BubbleActions>(
    () => ({
      reply: (target) => quote(target, conversation),
      openMenu: (target, anchor) => setMenu({ message: target, anchor }),
      jumpTo: (target) => void jumpTo(target),
    }),
    [conversation, jumpTo],
  );

  const commands = useConversationCommands({
    conversation,
    leave: onLeave,
    goNext: onNext,
    pickDate: () => setPickingDate(true),
    toggleDetails: onToggleDetails,
  });

  const toEnd = () => {
    if (query.data?.after_cursor) void goTo({ newest: true });
    else list.current?.toEnd();
  };

  return (
    <>
      <ThreadHeader
        conversation={conversation}
        commands={commands}
        detailsOpen={detailsOpen}
        memberId={memberId}
      />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : !query.data ? (
          <Loading>
            <ThreadSkeleton />
          </Loading>
        ) : items.length === 0 ? (
          <NoMessages />
        ) : (
          <MessageList
            key={`${id} ${place.generation}`}
            ref={list}
            items={items}
            unreadFrom={unreadFrom}
            openAt={place.generation > 0 ? place.target : (linked ?? unreadFrom)}
            marked={marked}
            hasOlder={query.data.before_cursor !== null}
            hasNewer={query.data.after_cursor !== null}
            onTop={() => void extend('older')}
            onBottom={() => void extend('newer')}
            onAtEnd={setAtEnd}
            actions={actions}
            footer={<TeamTyping conversation={id} />}
          />
        )}
        {!atEnd && <ToEnd unseen={unseen} onClick={toEnd} />}
      </div>
      <Announcer messages={messages} name={contactTitle(conversation.contact)} />
      {can('messages.send') && (
        <Composer key={id} conversation={conversation} messages={messages ?? []} onSent={toEnd} />
      )}
      <MessageMenu target={menu} onClose={() => setMenu(null)} onReply={actions.reply} />
      {pickingDate && (
        <Suspense>
          <DateDialog onClose={() => setPickingDate(false)} onPick={(at) => void goTo({ at })} />
        </Suspense>
      )}
    </>
  );
}

function quote(message: Message, conversation: Conversation): void {
  changeDraft(conversation.id, {
    replyTo: {
      id: message.id,
      direction: message.direction,
      author_name: message.direction === 'in' ? contactTitle(conversation.contact) : message.author.name,
      kind: message.kind,
      text: message.text,
    },
  });
  document.getElementById(composerId(conversation.id))?.focus();
}

/** Stays where it was on opening until the conversation is left. */
function useUnreadLine(conversation: Conversation, messages: Message[] | undefined): string | null {
  const unread = useRef(conversation.unread ?? 0);
  const line = useRef<string | null | undefined>(undefined);
  if (line.current === undefined && messages) line.current = firstUnread(messages, unread.current);
  return line.current ?? null;
}

/** How many customer messages arrived below while reading further up. */
function useUnseen(messages: Message[] | undefined, atEnd: boolean): number {
  const seen = useRef<string | undefined>(undefined);
  const newest = messages?.at(-1)?.id;
  if (atEnd || seen.current === undefined) seen.current = newest;
  if (!messages || atEnd) return 0;
  const last = messages.findLastIndex((message) => message.id === seen.current);
  return messages.slice(last + 1).filter((message) => message.direction === 'in').length;
}

function ToEnd({ unseen, onClick }: { unseen: number; onClick: () => void }) {
  const { t, count } = useI18n();
  const label = unseen > 0 ? count('thread.new_messages', unseen) : t('thread.to_end');
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="absolute right-5 bottom-3 z-10 grid size-10 place-items-center rounded-full border border-line bg-surface text-ink-2 shadow-2 hover:text-ink max-md:size-11"
      style={{ animation: 'pop .15s var(--ease-out)' }}
    >
      <ArrowDown className="size-[18px]" />
      {unseen > 0 && (
        <span className="tnum absolute -top-1.5 -right-1 grid h-[18px] min-w-[18px] place-items-center rounded-full bg-verdi px-1 text-11 leading-none font-semibold text-on-verdi">
          {unseen}
        </span>
      )}
    </button>
  );
}

function NoMessages() {
  const { t } = useI18n();
  return (
    <EmptyState icon={MessageCircle} title={t('thread.empty')}>
      {t('thread.empty_hint')}
    </EmptyState>
  );
}

/** Says new messages politely; the list itself is silent, since it also changes by scrolling. */
function Announcer({ messages, name }: { messages: Message[] | undefined; name: string }) {
  const last = messages?.at(-1);
  const first = useRef(last?.id);
  if (first.current === undefined) first.current = last?.id;
  const fresh = last && last.direction === 'in' && last.id !== first.current;
  return (
    <div role="status" className="sr-only">
      {fresh ? `${name}: ${last.text ?? ''}` : ''}
    </div>
  );
}
