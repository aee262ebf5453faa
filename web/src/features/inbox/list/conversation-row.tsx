/** One conversation in the list. */
import { clsx } from 'clsx';
import { memo } from 'react';
import type { Conversation } from '@/api/types';
import { kindIcon, kindName } from '@/components/message-kind';
import { Avatar } from '@/components/ui/avatar';
import { Ticks } from '@/components/ui/ticks';
import { contactTitle } from '@/lib/contact-title';
import { useDates, useI18n } from '@/lib/i18n';
import { useWriter } from '@/lib/live-state';
import { useNow } from '@/lib/use-now';
import { whatsappPlain } from '@/lib/whatsapp-plain';
import { useDraftText } from '../data/drafts';
import { tickOf } from '../data/tick';
import { LineDot } from './line-dot';

export const ROW_HEIGHT = 80;

type Props = {
  conversation: Conversation;
  selected: boolean;
  position: number;
  total: number;
  memberId: string;
  onPick: (id: string) => void;
  onHover: (id: string) => void;
};

export const rowId = (conversation: string): string => `row-${conversation}`;

export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { conversation, selected, position, total, memberId, onPick, onHover } = props;
  const { count } = useI18n();
  const dates = useDates();
  const at = Date.parse(conversation.sort_at);
  const now = useNow(at);
  const unread = conversation.unread ?? 0;
  const title = contactTitle(conversation.contact);
  const assignee = conversation.ticket?.assignee ?? null;
  return (
    // Focus stays on the list, which points here by aria-activedescendant and answers the keys.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has them
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      role="option"
      id={rowId(conversation.id)}
      data-conversation={conversation.id}
      aria-selected={selected}
      aria-posinset={position}
      aria-setsize={total}
      onClick={() => onPick(conversation.id)}
      onPointerEnter={() => onHover(conversation.id)}
      className={clsx(
        'relative mx-2 flex h-20 gap-3 rounded-lg px-2.5 py-2.5 transition-colors duration-75',
        selected ? 'md:bg-verdi-soft' : 'hover:bg-hover',
      )}
    >
      {selected && (
        <span className="absolute inset-y-3 -left-2 w-[3px] rounded-r-full bg-verdi max-md:hidden" />
      )}
      <Avatar name={title} size={40} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <span
            className={clsx(
              'min-w-0 flex-1 truncate text-14 tracking-[-0.005em]',
              unread > 0 ? 'font-semibold' : 'font-medium',
            )}
          >
            {title}
          </span>
          <time
            dateTime={conversation.sort_at}
            className={clsx(
              'tnum shrink-0 text-12',
              unread > 0 ? 'font-medium text-verdi-ink' : 'text-ink-3',
            )}
          >
            {dates.age(at, now)}
          </time>
        </div>
        <div className="flex h-5 items-center gap-1.5">
          <Snippet conversation={conversation} strong={unread > 0} memberId={memberId} />
          {unread > 0 && (
            <span
              role="img"
              aria-label={count('inbox.unread_count', unread)}
              className="tnum grid h-[18px] min-w-[18px] shrink-0 place-items-center rounded-full bg-verdi px-1.5 text-11 leading-none font-semibold text-on-verdi"
            >
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </div>
        <div className="mt-0.5 flex h-[18px] items-center gap-1.5 text-11 text-ink-3">
          <LineDot id={conversation.line.id} />
          <span className="min-w-0 flex-1 truncate">{conversation.line.name}</span>
          {assignee && assignee.id !== memberId && <Assignee name={assignee.name} />}
        </div>
      </div>
    </div>
  );
});

function Assignee({ name }: { name: string }) {
  const { t } = useI18n();
  return (
    <span title={name} className="shrink-0">
      <Avatar name={name} size={18} />
      <span className="sr-only">{t('inbox.assigned_to', { name })}</span>
    </span>
  );
}

type SnippetProps = { conversation: Conversation; strong: boolean; memberId: string };

function Snippet({ conversation, strong, memberId }: SnippetProps) {
  const { t } = useI18n();
  const draft = useDraftText(conversation.id);
  const writer = useWriter(conversation.id, memberId);
  const last = conversation.last_message;
  if (writer) {
    return (
      <span className="min-w-0 flex-1 truncate text-13 font-medium text-verdi-ink">
        {t('inbox.writes', { name: writer })}
      </span>
    );
  }
  if (draft !== '') {
    return (
      <span className="min-w-0 flex-1 truncate text-13 text-ink-2">
        <span className="font-medium text-brass-ink">{t('inbox.draft')}</span> {draft}
      </span>
    );
  }
  if (!last)
    return <span className="min-w-0 flex-1 truncate text-13 text-ink-3">{t('inbox.no_messages')}</span>;
  const Icon = kindIcon(last.kind);
  const tick = last.direction === 'out' ? tickOf(last.state) : null;
  return (
    <>
      {tick && <Ticks state={tick} className="shrink-0 text-ink-3" />}
      {Icon && <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />}
      <span className={clsx('min-w-0 flex-1 truncate text-13', strong ? 'text-ink' : 'text-ink-2')}>
        {(last.text && whatsappPlain(last.text)) || kindName(t, last.kind)}
      </span>
    </>
  );
}
