/** A file that is not here: on its way, or not to be had, with what to do about it. */
import { CloudOff, LoaderCircle, RotateCcw } from 'lucide-react';
import type { Media } from '@/api/types';
import { Button } from '@/components/ui/button';
import { useI18n } from '@/lib/i18n';

type Props = { media: Media; onRetry: () => void };

export function MediaState({ media, onRetry }: Props) {
  const { t, locale } = useI18n();
  if (media.state === 'waiting') {
    return (
      <span role="status" className="flex items-center gap-2 text-12 text-ink-2">
        <LoaderCircle className="size-4 shrink-0 animate-spin" aria-hidden />
        {t('media.waiting')}
      </span>
    );
  }
  const { failure } = media;
  const cause = media.state === 'failed' ? (failure?.cause[locale] ?? t('media.failed')) : t('media.gone');
  return (
    <div className="flex max-w-72 flex-col items-start gap-1.5 text-12 text-ink-2">
      <span className="flex items-start gap-2">
        <CloudOff className="mt-px size-4 shrink-0 text-ink-3" aria-hidden />
        <span>
          {cause} {failure?.action[locale]}
        </span>
      </span>
      {failure?.retryable !== false && (
        <Button variant="outline" onClick={onRetry}>
          <RotateCcw />
          {t('action.retry')}
        </Button>
      )}
    </div>
  );
}
