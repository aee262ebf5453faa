/** A file by its name, with its kind and its size. */
import { Download, FileText } from 'lucide-react';
import type { Media } from '@/api/types';
import { kindName } from '@/components/message-kind';
import { Tip } from '@/components/ui/tip';
import { fileSize, fileType } from '@/lib/files';
import { useI18n } from '@/lib/i18n';
import { useMedia } from './media-source';
import { MediaState } from './media-state';

export function Document({ media: told }: { media: Media }) {
  const { t, locale } = useI18n();
  const { media, retry } = useMedia(told);
  const name = media.filename ?? kindName(t, media.kind);
  const size = media.size_bytes === null ? null : fileSize(media.size_bytes, locale);
  const ready = media.state === 'ready' && media.url !== null;
  return (
    <div className="mb-0.5 w-72 max-w-full rounded-lg bg-hover p-2.5">
      <div className="flex items-center gap-3">
        <span className="grid size-9 shrink-0 place-items-center rounded-md bg-danger-soft text-danger">
          <FileText className="size-[18px] stroke-[1.75]" aria-hidden />
        </span>
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 text-13 font-medium wrap-anywhere text-ink">{name}</span>
          <span className="tnum block text-12 text-ink-2">
            {[fileType(media), size].filter(Boolean).join(' · ')}
          </span>
        </span>
        {ready && (
          <Tip label={t('media.download')}>
            <a
              href={media.url ?? undefined}
              download={name}
              aria-label={t('media.download_named', { name })}
              className="grid size-9 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink max-md:size-11"
            >
              <Download className="size-[18px] stroke-[1.75]" aria-hidden />
            </a>
          </Tip>
        )}
      </div>
      {media.state !== 'ready' && (
        <div className="mt-2 border-t border-line pt-2">
          <MediaState media={media} onRetry={retry} />
        </div>
      )}
    </div>
  );
}
