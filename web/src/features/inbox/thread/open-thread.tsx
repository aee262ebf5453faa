/** A conversation that is known: header, messages, composer, and what one does with them. */
import { SmilePlus } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { Conversation, Message } from '@/api/types';
import { BlockCommand, BlockedBanner } from '@/components/contact-block';
import { ReactionMenu, type ReactionTarget } from '@/components/emoji/reaction-menu';
import { toast } from '@/components/ui/toast';
import { useCommands } from '@/lib/commands';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { randomKey } from '@/lib/random-key';
import { Composer } from '../composer/composer';
import { changeDraft } from '../data/drafts';
import { forwardOf } from '../data/forward';
import { useInboxActions } from '../data/mutations';
import { enqueue } from '../data/outbox';
import { useInboxPlace } from '../navigation';
import type { BubbleActions } from './bubble';
import { MessageMenu, type MessageMenuTarget } from './message-menu';
import { ThreadBody } from './thread-body';
import { ThreadHeader } from './thread-header';
import { composerId, useConversationCommands } from './use-conversation-commands';
import { useReading } from './use-reading';
import { useThreadView } from './use-thread-view';

const DateDialog = lazy(() => import('./date-dialog').then((module) => ({ default: module.DateDialog })));

const EditDialog = lazy(() => import('./edit-dialog').then((module) => ({ default: module.EditDialog })));

const ForwardDialog = lazy(() =>
  import('./forward-dialog').then((module) => ({ default: module.ForwardDialog })),
);
const Lightbox = lazy(() => import('../content/lightbox').then((module) => ({ default: module.Lightbox })));

type Props = {
  conversation: Conversation;
  message: string | null;
  onLeave: () => void;
  onNext: () => void;
  detailsOpen: boolean;
  onToggleDetails: () => void;
};

export function OpenThread({ conversation, message, onLeave, onNext, detailsOpen, onToggleDetails }: Props) {
  const { id: organization, memberId, can } = useOrganization();
  const view = useThreadView(conversation, message);
  const [menu, setMenu] = useState<MessageMenuTarget | null>(null);
  const [pickingDate, setPickingDate] = useState(false);
  const [viewing, setViewing] = useState<string | null>(null);
  const [reacting, setReacting] = useState<ReactionTarget<Message> | null>(null);
  const [forwarding, setForwarding] = useState<Message | null>(null);
  const [changing, setChanging] = useState<Message | null>(null);
  const { react } = useInboxActions();
  const writeTo = useWriteTo(conversation.line.id);
  const actions = useBubbleActions({
    conversation,
    jumpTo: view.jumpTo,
    openMenu: setMenu,
    openMedia: setViewing,
    change: setChanging,
    openReactions: can('messages.send') && conversation.contact.blocked_at === null ? setReacting : null,
    messages: view.messages,
    writeTo: can('messages.send') ? writeTo : null,
  });
  useReading(conversation);
  const commands = useConversationCommands({
    conversation,
    leave: onLeave,
    goNext: onNext,
    pickDate: () => setPickingDate(true),
    toggleDetails: onToggleDetails,
  });
  const { messages } = view;
  const { blocked_at } = conversation.contact;
  useReactKey(messages, actions);
  return (
    <>
      <ThreadHeader
        conversation={conversation}
        commands={commands}
        detailsOpen={detailsOpen}
        memberId={memberId}
      />
      <ThreadBody conversation={conversation.id} view={view} actions={actions} />
      <Announcer messages={messages} name={contactTitle(conversation.contact)} />
      {blocked_at !== null ? (
        <div className="shrink-0 px-4 pt-1 pb-4 max-md:px-2 max-md:pb-2">
          <BlockedBanner contact={conversation.contact} since={blocked_at} />
        </div>
      ) : (
        can('messages.send') && (
          <Composer conversation={conversation} messages={messages ?? []} onSent={view.toEnd} />
        )
      )}
      <BlockCommand contact={conversation.contact} />
      <MessageMenu
        target={menu}
        onClose={() => setMenu(null)}
        onReply={actions.reply}
        reactionOf={ownReaction}
        onReact={(message, emoji) => void react(message, emoji)}
        onForward={setForwarding}
        onSendAgain={(message) => {
          sendAgain(message, organization, messages?.at(-1));
          view.toEnd();
        }}
      />
      <ReactionMenu
        target={reacting}
        ownOf={ownReaction}
        onClose={() => setReacting(null)}
        onReact={(message, emoji) => void react(message, emoji)}
      />
      {forwarding && (
        <Suspense>
          <ForwardDialog message={forwarding} onClose={() => setForwarding(null)} />
        </Suspense>
      )}
      {changing && (
        <Suspense>
          <EditDialog
            // As it is now: it may leave while it is being changed.
            message={messages?.find((one) => one.id === changing.id) ?? changing}
            conversation={conversation}
            onClose={() => setChanging(null)}
          />
        </Suspense>
      )}
      {viewing && (
        <Suspense>
          <Lightbox
            messages={messages ?? []}
            at={viewing}
            nameOf={(one) => one.author.name ?? contactTitle(conversation.contact)}
            onClose={() => setViewing(null)}
          />
        </Suspense>
      )}
      {pickingDate && (
        <Suspense>
          <DateDialog onClose={() => setPickingDate(false)} onPick={(at) => void view.goTo({ at })} />
        </Suspense>
      )}
    </>
  );
}

type ActionSources = {
  conversation: Conversation;
  messages: Message[] | undefined;
  jumpTo: (message: string) => Promise<void>;
  openMenu: (target: MessageMenuTarget) => void;
  openMedia: (message: string) => void;
  change: (message: Message) => void;
  openReactions: ((target: ReactionTarget<Message>) => void) | null;
  writeTo: ((number: string) => void) | null;
};

/** What the business put on it; WhatsApp keeps one for all of a business. */
const ownReaction = (message: Message): string | null =>
  message.reactions.find((one) => one.author.kind !== 'contact')?.emoji ?? null;

/** The same object for the whole life of a thread: bubbles are drawn again only when they change. */
function useBubbleActions(sources: ActionSources): BubbleActions {
  const latest = useRef(sources);
  latest.current = sources;
  const mayWrite = sources.writeTo !== null;
  const mayReact = sources.openReactions !== null;
  return useMemo(
    () => ({
      reply: (message) => quote(message, latest.current.conversation),
      openMenu: (message, anchor) => latest.current.openMenu({ message, anchor }),
      jumpTo: (message) => void latest.current.jumpTo(message),
      openMedia: (message) => latest.current.openMedia(message),
      change: (message) => latest.current.change(message),
      voicesAfter: (message) => voicesAfter(latest.current.messages ?? [], message),
      openReactions: mayReact
        ? (message, anchor) => latest.current.openReactions?.({ message, anchor })
        : null,
      writeTo: mayWrite ? (number) => latest.current.writeTo?.(number) : null,
    }),
    [mayWrite, mayReact],
  );
}

/** A key reacts to the customer's latest message. */
function useReactKey(messages: Message[] | undefined, actions: BubbleActions): void {
  const { t } = useI18n();
  const { openReactions } = actions;
  const run = () => {
    const last = messages?.findLast(
      ({ direction, kind, revoked_at }) => direction === 'in' && kind !== 'system' && revoked_at === null,
    );
    const anchor = last && document.querySelector(`[data-bubble="${last.id}"]`);
    if (last && anchor) openReactions?.(last, anchor);
  };
  const command = {
    id: 'react',
    title: t('message.react'),
    group: 'conversation',
    keys: ['+'],
    icon: SmilePlus,
    run,
  } as const;
  useCommands(openReactions ? [{ ...command, keys: ['+'] }] : []);
}

function voicesAfter(messages: Message[], id: string): { id: string; url: string }[] {
  const at = messages.findIndex((message) => message.id === id);
  return messages.slice(at + 1).flatMap((message) => {
    const { media } = message;
    return media?.voice && media.state === 'ready' && media.url ? [{ id: message.id, url: media.url }] : [];
  });
}

/** Opens the conversation with a number, from the line of the one that is open. */
function useWriteTo(line: string): (number: string) => void {
  const { texts } = useI18n();
  const { select } = useInboxPlace();
  const actions = useInboxActions();
  return (number) => {
    actions.open(line, { phone: number }).then(
      (conversation) => select(conversation.id),
      (error: unknown) => toast(problemText(texts, error), { tone: 'bad' }),
    );
  };
}

function quote(message: Message, { id, contact }: Conversation): void {
  changeDraft(id, {
    replyTo: {
      id: message.id,
      direction: message.direction,
      author_name: message.direction === 'in' ? contactTitle(contact) : message.author.name,
      kind: message.kind,
      text: message.text,
    },
  });
  document.getElementById(composerId(id))?.focus();
}

/** The same once more, to the same conversation. */
function sendAgain(message: Message, organization: string, newest: Message | undefined): void {
  const again = forwardOf(message);
  if (!again) return;
  enqueue({
    ...again,
    key: randomKey(),
    organization,
    conversation: message.conversation_id,
    previewUrl: true,
    replyTo: null,
    writtenAt: Date.now(),
    after: newest ? { sort_at: newest.sort_at, id: newest.id } : null,
  });
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
