/** What WhatsApp tells about a conversation, between the messages. */
import type { Message } from '@/api/types';
import { kindName } from '@/components/message-kind';
import { useDates, useI18n } from '@/lib/i18n';

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
        {message.text ?? kindName(t, 'system')}{' '}
        <time dateTime={message.at} title={dates.full(message.at)} className="tnum text-11 text-ink-3">
          {dates.time(message.at)}
        </time>
      </span>
    </div>
  );
}
