/** A conversation that is known: header, messages, composer, and what one does with them. */
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { Conversation, Message } from '@/api/types';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { Composer } from '../composer/composer';
import { changeDraft } from '../data/drafts';
import type { BubbleActions } from './bubble';
import { MessageMenu, type MessageMenuTarget } from './message-menu';
import { ThreadBody } from './thread-body';
import { ThreadHeader } from './thread-header';
import { composerId, useConversationCommands } from './use-conversation-commands';
import { useReading } from './use-reading';
import { useThreadView } from './use-thread-view';

const DateDialog = lazy(() => import('./date-dialog').then((module) => ({ default: module.DateDialog })));

type Props = {
  conversation: Conversation;
  message: string | null;
  onLeave: () => void;
  onNext: () => void;
  detailsOpen: boolean;
  onToggleDetails: () => void;
};

export function OpenThread({ conversation, message, onLeave, onNext, detailsOpen, onToggleDetails }: Props) {
  const { memberId, can } = useOrganization();
  const view = useThreadView(conversation, message);
  const [menu, setMenu] = useState<MessageMenuTarget | null>(null);
  const [pickingDate, setPickingDate] = useState(false);
  const actions = useBubbleActions(conversation, view.jumpTo, setMenu);
  useReading(conversation);
  const commands = useConversationCommands({
    conversation,
    leave: onLeave,
    goNext: onNext,
    pickDate: () => setPickingDate(true),
    toggleDetails: onToggleDetails,
  });
  const { messages } = view;
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
      {can('messages.send') && (
        <Composer conversation={conversation} messages={messages ?? []} onSent={view.toEnd} />
      )}
      <MessageMenu target={menu} onClose={() => setMenu(null)} onReply={actions.reply} />
      {pickingDate && (
        <Suspense>
          <DateDialog onClose={() => setPickingDate(false)} onPick={(at) => void view.goTo({ at })} />
        </Suspense>
      )}
    </>
  );
}

/** The same object for the whole life of a thread: bubbles are drawn again only when they change. */
function useBubbleActions(
  conversation: Conversation,
  jumpTo: (message: string) => Promise<void>,
  openMenu: (target: MessageMenuTarget) => void,
): BubbleActions {
  const current = useRef(conversation);
  current.current = conversation;
  return useMemo(
    () => ({
      reply: (message) => quote(message, current.current),
      openMenu: (message, anchor) => openMenu({ message, anchor }),
      jumpTo: (message) => void jumpTo(message),
    }),
    [jumpTo, openMenu],
  );
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
