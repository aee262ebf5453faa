/** What WhatsApp tells about a conversation, between the messages. */
import type { Message } from '@/api/types';
import { kindName } from '@/components/message-kind';
import { textOf } from '@/lib/fields';
import { type Translate, useDates, useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';

/** Meta tells of a new number in English only, and without grouping its digits. */
function wordsOf(t: Translate, { content, text }: Message): string {
  const phone = content.type === 'user_changed_number' ? textOf(content.wa_id) : '';
  if (phone) return t('message.number_changed', { phone: formatPhone(phone) });
  return text ?? kindName(t, 'system');
}

export function SystemLine({ message, marked }: { message: Message; marked: boolean }) {
  const { t } = useI18n();
  const dates = useDates();
  return (
    <div
      data-message={message.id}
      className={`flex justify-center px-6 pt-2.5 transition-colors duration-500 max-md:px-3 ${marked ? 'bg-brass/25' : ''}`}
    >
      <span
        data-bubble={message.id}
        className="max-w-[min(560px,90%)] rounded-xl bg-sys px-3 py-1 text-center text-12 text-ink-2 shadow-1"
      >
        {wordsOf(t, message)}{' '}
        <time dateTime={message.at} title={dates.full(message.at)} className="tnum text-11 text-ink-3">
          {dates.time(message.at)}
        </time>
      </span>
    </div>
  );
}
