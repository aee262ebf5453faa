/** One message on the simulated phone: here the customer's are the green ones. */
import { clsx } from 'clsx';
import { CornerUpLeft } from 'lucide-react';
import type { SandboxChat } from '@/api/types';
import { Ticks } from '@/components/ui/ticks';
import { useDates, useI18n } from '@/lib/i18n';
import { whatsappPlain } from '@/lib/whatsapp-plain';
import { WhatsappText } from '@/lib/whatsapp-text';

export type PhoneMessage = SandboxChat['messages'][number];

const EMOJI = ['👍', '❤️', '😂'];

type Props = {
  message: PhoneMessage;
  quoted: PhoneMessage | undefined;
  onQuote: () => void;
  onReact: (emoji: string) => void;
};

export function PhoneBubble({ message, quoted, onQuote, onReact }: Props) {
  const { t } = useI18n();
  const dates = useDates();
  const own = message.from === 'customer';
  return (
    <div
      className={clsx(
        'group/bubble flex items-center gap-1',
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
        {quoted && (
          <div className="mb-1 rounded-md border-l-[3px] border-verdi bg-hover px-2 py-1 text-12 text-ink-2">
            <span className="line-clamp-2">{whatsappPlain(quoted.text ?? quoted.type)}</span>
          </div>
        )}
        <div className="break-words whitespace-pre-wrap">
          {message.text ? (
            <WhatsappText text={message.text} />
          ) : (
            <em className="text-ink-3">{message.type}</em>
          )}
          <span aria-hidden className={clsx('inline-block h-px', own ? 'w-16' : 'w-10')} />
        </div>
        <span
          className={clsx(
            'tnum -mt-[14px] flex items-center justify-end gap-1 text-11 leading-[14px]',
            own ? 'text-out-ink-2' : 'text-ink-3',
          )}
        >
          <time dateTime={message.at}>{dates.time(message.at)}</time>
          {own && <Ticks state={message.state} />}
        </span>
        {message.reactions.length > 0 && (
          <span className="absolute -bottom-3 left-2.5 rounded-full border-2 border-thread bg-surface px-1.5 text-12">
            {message.reactions.map((reaction) => reaction.emoji).join('')}
          </span>
        )}
      </div>
      <span className="flex flex-col opacity-0 transition-opacity group-focus-within/bubble:opacity-100 group-hover/bubble:opacity-100">
        <span className="flex">
          <button
            type="button"
            aria-label={t('message.reply')}
            onClick={onQuote}
            className="grid size-6 place-items-center rounded text-ink-3 hover:bg-hover"
          >
            <CornerUpLeft className="size-3.5" />
          </button>
          {!own &&
            EMOJI.map((emoji) => (
              <button
                key={emoji}
                type="button"
                aria-label={t('phone.react', { emoji })}
                onClick={() => onReact(emoji)}
                className="grid size-6 place-items-center rounded text-12 hover:bg-hover"
              >
                {emoji}
              </button>
            ))}
        </span>
      </span>
    </div>
  );
}
