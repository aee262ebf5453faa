/** One message in the thread. */
import { clsx } from 'clsx';
import { CornerUpLeft, Forward, MoreHorizontal, SmilePlus, Terminal } from 'lucide-react';
import { memo } from 'react';
import type { Message } from '@/api/types';
import { useI18n } from '@/lib/i18n';
import { WhatsappText } from '@/lib/whatsapp-text';
import { type ContentActions, drawingOf, marksOf } from '../content/drawing';
import type { Outgoing } from '../data/outbox';
import { BubbleMeta, type MetaPlace, metaWidth } from './bubble-meta';
import { DeliveryProblem } from './delivery-problem';
import { Quote } from './quote';
import { ReferralCard } from './referral-card';

export type BubbleActions = ContentActions & {
  reply: (message: Message) => void;
  openMenu: (message: Message, anchor: Element) => void;
  /** Null where this member may not send. */
  openReactions: ((message: Message, anchor: Element) => void) | null;
  jumpTo: (message: string) => void;
  /** Opens what waits, to be changed. */
  change: (message: Message) => void;
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
  const drawing = drawingOf(message, actions);
  const { look, text, roomy, width } = drawing;
  const place: MetaPlace = roomy ? 'text' : look === 'picture' ? 'picture' : 'below';
  const inset = look === 'picture' ? 'px-2' : undefined;
  const above = look === 'bare' ? clsx(BARE_TOP, out ? 'bg-out' : 'bg-in') : inset;
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
        style={width === null ? undefined : { width: width + PICTURE_EDGES }}
        className={clsx(
          'relative max-w-[min(560px,78%)] min-w-0 text-14 text-ink pointer-coarse:select-none max-md:max-w-[86%] max-md:text-15',
          look === 'picture'
            ? 'rounded-xl p-1 shadow-1'
            : look === 'words' && 'rounded-xl px-3 py-[7px] shadow-1',
          look !== 'bare' && (out ? 'bg-out' : 'bg-in'),
          look !== 'bare' && first && (out ? 'rounded-tr-[4px]' : 'rounded-tl-[4px]'),
        )}
      >
        <div className={above}>
          {out && first && <AuthorName message={message} />}
          <Forwarded message={message} />
          {message.referral && <ReferralCard referral={message.referral} />}
          {message.reply_to && <Quote quote={message.reply_to} onJump={actions.jumpTo} />}
        </div>
        <div className="relative">
          {drawing.top}
          {place === 'picture' && (
            <BubbleMeta message={message} waiting={isWaiting(outgoing)} place={place} />
          )}
        </div>
        {place !== 'picture' && (
          <div className={clsx(inset, look === 'picture' && 'pt-1 pb-0.5', look === 'bare' && BARE_META)}>
            {text !== null && <Words message={message} text={text} />}
            <BubbleMeta message={message} waiting={isWaiting(outgoing)} place={place} />
          </div>
        )}
        {drawing.bottom}
        <div className={inset}>
          <DeliveryProblem message={message} outgoing={outgoing} onChange={actions.change} />
        </div>
        {message.reactions.length > 0 && <Reactions message={message} />}
      </div>
      {settled && (
        <span className="flex opacity-0 transition-opacity group-focus-within/bubble:opacity-100 group-hover/bubble:opacity-100 max-md:hidden">
          {actions.openReactions && message.revoked_at === null && (
            <button
              type="button"
              tabIndex={-1}
              aria-label={t('message.react')}
              onClick={(event) => actions.openReactions?.(message, event.currentTarget)}
              className={ACTION}
            >
              <SmilePlus className="size-4" />
            </button>
          )}
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

const PICTURE_EDGES = 8;
const BARE_TOP = 'mb-1 w-fit rounded-xl px-2 py-0.5 shadow-1 empty:hidden';
const BARE_META = 'ml-auto w-fit rounded-full bg-sys px-2 pb-0.5 shadow-1';

const isWaiting = (outgoing: Outgoing | null): boolean => outgoing?.state === 'waiting';

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

/** The text with the end of its last line kept free for the time. */
function Words({ message, text }: { message: Message; text: string }) {
  return (
    // A div, since quotes and lists inside are blocks.
    <div className="break-words whitespace-pre-wrap">
      <WhatsappText text={text} />
      <span aria-hidden className="inline-block h-px" style={{ width: metaWidth(message) }} />
    </div>
  );
}

function Forwarded({ message }: { message: Message }) {
  const { t } = useI18n();
  const { forwarded } = marksOf(message);
  if (forwarded === 0) return null;
  return (
    <div className="flex items-center gap-1 text-12 text-ink-2 italic">
      <Forward className="size-3.5" aria-hidden />
      {t(forwarded === 2 ? 'message.forwarded_often' : 'message.forwarded')}
    </div>
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
