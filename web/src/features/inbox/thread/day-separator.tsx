/** The day above its first message, and the line above what is new. */
import { serverNow } from '@/lib/clock';
import { useDates, useI18n } from '@/lib/i18n';

export function DaySeparator({ at }: { at: string }) {
  const dates = useDates();
  return (
    <div className="flex justify-center py-3">
      <span className="rounded-full bg-sys px-3 py-1 text-12 font-medium text-ink-2 shadow-1 first-letter:uppercase">
        {dates.day(at, serverNow())}
      </span>
    </div>
  );
}

export function UnreadLine() {
  const { t } = useI18n();
  return (
    <div
      className="flex items-center gap-3 px-6 pt-3 pb-1 text-12 font-semibold text-brass-ink max-md:px-3"
      data-testid="unread-line"
    >
      <span className="h-px flex-1 bg-brass-line" />
      {t('thread.unread_line')}
      <span className="h-px flex-1 bg-brass-line" />
    </div>
  );
}
