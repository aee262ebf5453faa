/** One message in the thread. */
import { clsx } from 'clsx';
import { CornerUpLeft, MoreHorizontal, Terminal } from 'lucide-react';
import { memo } from 'react';
import type { Message } from '@/api/types';
import { Ticks } from '@/components/ui/ticks';
import { useDates, useI18n } from '@/lib/i18n';
import { WhatsappText } from '@/lib/whatsapp-text';
import type { Outgoing } from '../data/outbox';
import { tickOf } from '../data/tick';
import { kindIcon, kindName } from '../message-kind';
import { DeliveryProblem } from './delivery-problem';
import { Quote } from './quote';
import { ReferralCard } from './referral-card';

export type BubbleActions = {
  reply: (message: Message) => void;
  openMenu: (message: Message, anchor: Element) => void;
  jumpTo: (message: string) => void;
};

type Props = {
  message: Message;
  outgoing: Outgoing | null;
  first: boolean;
  marked: boolean;
  actions: BubbleActions;
};

export const Bubble = memo(function Bubble({ message, outgoing, first, marked, actions }: Props) {
  const { t } = useI18n();
  const out = message.direction === 'out';
  const settled = outgoing === null;
  return (
    <div
      data-message={message.id}
      className={clsx(
        'group/bubble flex items-center px-6 transition-colors duration-500 max-md:px-3',
        out ? 'flex-row-reverse' : 'flex-row',
        first ? 'pt-2.5' : 'pt-[3px]',
        message.reactions.length > 0 && 'pb-3.5',
        marked && 'bg-brass/25',
      )}
    >
      <div
        data-bubble={settled ? message.id : undefined}
        className={clsx(
          'relative max-w-[min(560px,78%)] min-w-0 rounded-xl px-3 py-[7px] text-14 text-ink shadow-1 pointer-coarse:select-none max-md:max-w-[86%] max-md:text-15',
          out ? 'bg-out' : 'bg-in',
          first && (out ? 'rounded-tr-[4px]' : 'rounded-tl-[4px]'),
        )}
      >
        {out && first && <AuthorName message={message} />}
        {message.referral && <ReferralCard referral={message.referral} />}
        {message.reply_to && <Quote quote={message.reply_to} onJump={actions.jumpTo} />}
        <Body message={message} />
        <Meta message={message} waiting={outgoing?.state === 'waiting'} />
        <DeliveryProblem message={message} outgoing={outgoing} />
        {message.reactions.length > 0 && <Reactions message={message} />}
      </div>
      {settled && (
        <span className="flex opacity-0 transition-opacity group-focus-within/bubble:opacity-100 group-hover/bubble:opacity-100 max-md:hidden">
          <button
            type="button"
            tabIndex={-1}
            aria-label={t('message.reply')}
            onClick={() => actions.reply(message)}
            className={ACTION}
          >
            <CornerUpLeft className="size-4" />
          </button>
          <button
            type="button"
            tabIndex={-1}
            aria-label={t('message.more')}
            onClick={(event) => actions.openMenu(message, event.currentTarget)}
            className={ACTION}
          >
            <MoreHorizontal className="size-4" />
          </button>
        </span>
      )}
    </div>
  );
});

const ACTION = 'mx-0.5 grid size-7 place-items-center rounded-full text-ink-3 hover:bg-hover hover:text-ink';

/** A person's name alone; for what no person wrote, what did. */
function AuthorName({ message: { author } }: { message: Message }) {
  const { t } = useI18n();
  const origin = author.kind === 'member' || author.kind === 'contact' ? null : t(`author.${author.kind}`);
  const name = [author.name, origin].filter(Boolean).join(' · ');
  if (name === '') return null;
  return (
    <div className="flex items-center gap-1 text-12 font-semibold text-verdi-ink">
      {author.kind === 'api' && <Terminal className="size-3" aria-hidden />}
      {name}
    </div>
  );
}

const SPACE_IN = 42;
const SPACE_OUT = 66;
const SPACE_LATE = 56;

function Body({ message }: { message: Message }) {
  const { t } = useI18n();
  const Icon = kindIcon(message.kind);
  const width = (message.direction === 'out' ? SPACE_OUT : SPACE_IN) + (message.late ? SPACE_LATE : 0);
  // Keeps the last line free for the time, which stands in the corner.
  const spacer = <span aria-hidden className="inline-block h-px" style={{ width }} />;
  return (
    <>
      {Icon && (
        <div className="flex items-center gap-2 rounded-md bg-hover px-2.5 py-1.5 text-13 text-ink-2">
          <Icon className="size-4 shrink-0 stroke-[1.75]" aria-hidden />
          {kindName(t, message.kind)}
        </div>
      )}
      {/* A div, since quotes and lists inside are blocks. */}
      <div className="break-words whitespace-pre-wrap">
        {message.text && <WhatsappText text={message.text} />}
        {spacer}
      </div>
    </>
  );
}

function Meta({ message, waiting }: { message: Message; waiting: boolean }) {
  const { t } = useI18n();
  const dates = useDates();
  const out = message.direction === 'out';
  const tick = out ? tickOf(message.delivery?.state) : null;
  return (
    <span
      className={clsx(
        'tnum -mt-[14px] flex items-center justify-end gap-1 text-11 leading-[14px]',
        out ? 'text-out-ink-2' : 'text-ink-3',
      )}
    >
      {message.late && (
        <span title={t('message.late_hint', { at: dates.full(message.at) })}>{t('message.late')} ·</span>
      )}
      <time dateTime={message.at} title={dates.full(message.at)}>
        {dates.time(message.at)}
      </time>
      {tick && <Ticks state={waiting ? 'queued' : tick} />}
    </span>
  );
}

function Reactions({ message }: { message: Message }) {
  const { t } = useI18n();
  const names = message.reactions.map((one) => `${one.emoji} ${one.author.name ?? ''}`.trim()).join(', ');
  const emoji = [...new Set(message.reactions.map((one) => one.emoji))];
  return (
    <span
      role="img"
      aria-label={t('message.reactions', { names })}
      title={names}
      className={clsx(
        'absolute -bottom-3.5 inline-flex h-[22px] items-center gap-0.5 rounded-full border-2 border-thread bg-surface px-1.5 text-12 shadow-1',
        message.direction === 'out' ? 'right-2.5' : 'left-2.5',
      )}
    >
      {emoji.join('')}
      {message.reactions.length > 1 && (
        <span className="tnum text-11 text-ink-2">{message.reactions.length}</span>
      )}
    </span>
  );
}
