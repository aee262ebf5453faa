/** The message that a message answers; a click goes to it. */
import type { Message } from '@/api/types';
import { kindName } from '@/components/message-kind';
import { useI18n } from '@/lib/i18n';
import { whatsappPlain } from '@/lib/whatsapp-plain';

type QuoteProps = { quote: NonNullable<Message['reply_to']>; onJump?: (message: string) => void };

export function Quote({ quote, onJump }: QuoteProps) {
  const { t } = useI18n();
  const { id } = quote;
  const body = (
    <>
      <span className="block font-semibold text-verdi-ink">
        {quote.author_name ?? t(quote.direction === 'out' ? 'author.member' : 'message.quote_unknown')}
      </span>
      <span className="line-clamp-2 text-ink-2">
        {(quote.text && whatsappPlain(quote.text)) || kindName(t, quote.kind ?? 'unknown')}
      </span>
    </>
  );
  const look =
    'mt-0.5 mb-1 block w-full rounded-md border-l-[3px] border-verdi bg-hover px-2.5 py-1.5 text-left text-12';
  if (id === null || !onJump) return <div className={look}>{body}</div>;
  return (
    <button type="button" onClick={() => onJump(id)} className={look}>
      {body}
    </button>
  );
}
