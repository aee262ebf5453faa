/** One message on the simulated phone: here the customer's are the green ones. */
import { clsx } from 'clsx';
import { Forward, MoreHorizontal, SmilePlus } from 'lucide-react';
import { Ticks } from '@/components/ui/ticks';
import { useDates, useI18n } from '@/lib/i18n';
import { whatsappPlain } from '@/lib/whatsapp-plain';
import { WhatsappText } from '@/lib/whatsapp-text';
import { type ContentActions, drawingOf, useTypeName } from './phone-content';
import type { PhoneMessage } from './queries';

export type BubbleActions = ContentActions & {
  openMenu: (message: PhoneMessage, anchor: Element) => void;
  openReactions: (message: PhoneMessage, anchor: Element) => void;
};

type Props = { message: PhoneMessage; quoted: PhoneMessage | undefined; actions: BubbleActions };

export function PhoneBubble({ message, quoted, actions }: Props) {
  const { t } = useI18n();
  const own = message.from === 'customer';
  const revoked = message.changed === 'revoked';
  if (message.type === 'system') return <SystemLine message={message} />;
  const { top, text, bottom } = drawingOf(message, actions);
  return (
    <div
      data-message={message.id}
      className={clsx(
        'group/bubble flex items-center gap-0.5',
        own ? 'flex-row-reverse' : 'flex-row',
        message.reactions.length > 0 && 'pb-3',
      )}
    >
      <div
        className={clsx(
          'relative max-w-[78%] min-w-0 rounded-xl px-3 py-[7px] text-15 shadow-1',
          own ? 'rounded-tr-[4px] bg-out' : 'rounded-tl-[4px] bg-in',
        )}
      >
        {message.forwarded && (
          <div className="flex items-center gap-1 text-12 text-ink-2 italic">
            <Forward className="size-3.5" aria-hidden />
            {t('message.forwarded')}
          </div>
        )}
        {quoted && <Quoted message={quoted} />}
        {top}
        {text !== null && (
          // A div, since quotes and lists inside are blocks.
          <div className="break-words whitespace-pre-wrap">
            <WhatsappText text={text} />
            <span aria-hidden className={clsx('inline-block h-px', own ? 'w-16' : 'w-10')} />
          </div>
        )}
        <Meta message={message} inText={text !== null} />
        {bottom}
        {message.reactions.length > 0 && <Reactions message={message} />}
      </div>
      {!revoked && <Actions message={message} actions={actions} />}
    </div>
  );
}

function Quoted({ message }: { message: PhoneMessage }) {
  const nameOf = useTypeName();
  return (
    <div className="mb-1 rounded-md border-l-[3px] border-verdi bg-hover px-2 py-1 text-12 text-ink-2">
      <span className="line-clamp-2">{quoteText(message, nameOf)}</span>
    </div>
  );
}

export const quoteText = ({ text, type }: PhoneMessage, nameOf: (type: string) => string): string =>
  (text && whatsappPlain(text)) || nameOf(type);

function Meta({ message, inText }: { message: PhoneMessage; inText: boolean }) {
  const { t } = useI18n();
  const dates = useDates();
  const own = message.from === 'customer';
  return (
    <span
      className={clsx(
        'tnum flex items-center justify-end gap-1 text-11 leading-[14px]',
        inText && message.changed !== 'edited' ? '-mt-[14px]' : 'mt-0.5',
        own ? 'text-out-ink-2' : 'text-ink-3',
      )}
    >
      {message.changed === 'edited' && <span>{t('message.edited')} ·</span>}
      <time dateTime={message.at}>{dates.time(message.at)}</time>
      {own && <Ticks state={message.state} />}
    </span>
  );
}

function Reactions({ message }: { message: PhoneMessage }) {
  const { t } = useI18n();
  const names = message.reactions.map((reaction) => reaction.emoji).join(' ');
  return (
    <span
      role="img"
      aria-label={t('message.reactions', { names })}
      className="absolute -bottom-3 left-2.5 rounded-full border-2 border-thread bg-surface px-1.5 text-12"
    >
      {message.reactions.map((reaction) => reaction.emoji).join('')}
    </span>
  );
}

const ACTION =
  'grid size-7 place-items-center rounded-full text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:size-11';

/** On a touch screen one is enough, and always to be seen: the menu has all of them. */
function Actions({ message, actions }: { message: PhoneMessage; actions: BubbleActions }) {
  const { t } = useI18n();
  return (
    <span className="flex opacity-0 transition-opacity group-focus-within/bubble:opacity-100 group-hover/bubble:opacity-100 pointer-coarse:opacity-100">
      <button
        type="button"
        aria-label={t('message.react')}
        onClick={(event) => actions.openReactions(message, event.currentTarget)}
        className={clsx(ACTION, 'pointer-coarse:hidden')}
      >
        <SmilePlus className="size-4" />
      </button>
      <button
        type="button"
        aria-label={t('message.more')}
        onClick={(event) => actions.openMenu(message, event.currentTarget)}
        className={ACTION}
      >
        <MoreHorizontal className="size-4" />
      </button>
    </span>
  );
}

function SystemLine({ message }: { message: PhoneMessage }) {
  const nameOf = useTypeName();
  return (
    <p
      data-message={message.id}
      className="mx-auto max-w-[90%] rounded-lg bg-sys px-3 py-1 text-center text-12 text-ink-2 shadow-1"
    >
      {message.text ?? nameOf('system')}
    </p>
  );
}
