/** Says that there is no connection, since when, and that nothing is lost. */

import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useOutbox } from '@/features/inbox/data/outbox';
import { useDates, useI18n } from '@/lib/i18n';
import { useLiveState } from '@/lib/live-state';

const SHOWN_AFTER_MS = 3_000;

export function OfflineBanner() {
  const { t, count } = useI18n();
  const dates = useDates();
  const since = useLiveState((state) => state.offlineSince);
  const waiting = useOutbox((state) => state.entries.filter((entry) => entry.state !== 'refused').length);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (since === null) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), Math.max(0, since + SHOWN_AFTER_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [since]);
  return (
    <div role="status" className="contents">
      {shown && since !== null && (
        <p className="flex shrink-0 items-center justify-center gap-2 border-b border-brass-line bg-brass-soft px-3 py-1.5 text-center text-12 text-ink">
          <WifiOff className="size-4 shrink-0 text-brass-ink" aria-hidden />
          <span>
            <strong className="font-semibold">{t('offline.title', { at: dates.time(since) })}</strong>{' '}
            {t('offline.hint')}
            {waiting > 0 && ` ${count('offline.waiting', waiting)}`}
          </span>
        </p>
      )}
    </div>
  );
}
