/** A photo or a video in its bubble; a click opens the viewer. */
import { Play } from 'lucide-react';
import { useState } from 'react';
import type { Media } from '@/api/types';
import { kindName } from '@/components/message-kind';
import { clockOf } from '@/lib/files';
import { useI18n } from '@/lib/i18n';
import { pictureBox } from './media';
import { useMedia } from './media-source';
import { MediaState } from './media-state';

type Props = { media: Media; caption: string | null; onOpen: () => void };

export function Picture({ media: told, caption, onOpen }: Props) {
  const { t } = useI18n();
  const { media, refresh, retry } = useMedia(told);
  const [broken, setBroken] = useState<string | null>(null);
  const { ratio } = pictureBox(media);
  const video = media.kind === 'video';
  const source = media.thumbnail_url ?? (video ? null : media.url);
  const ready = media.state === 'ready' && !(source !== null && broken === source);
  const name = caption ?? kindName(t, media.kind);
  return (
    <div
      className="relative grid w-full place-items-center overflow-hidden rounded-[9px] bg-surface-3"
      style={{ aspectRatio: ratio }}
    >
      {ready ? (
        <button
          type="button"
          aria-label={t('media.open', { name })}
          onClick={onOpen}
          className="absolute inset-0 outline-offset-[-3px]"
        >
          {source && (
            <img
              src={source}
              alt=""
              loading="lazy"
              decoding="async"
              draggable={false}
              onError={() => {
                setBroken(source);
                refresh();
              }}
              className="size-full object-cover"
            />
          )}
          {video && !source && media.url && <FirstFrame url={media.url} />}
          {video && <PlayMark duration={media.duration_ms} />}
        </button>
      ) : (
        <div className="p-4">
          <MediaState media={media} onRetry={media.state === 'ready' ? refresh : retry} />
        </div>
      )}
    </div>
  );
}

/** No picture of it was made: the browser draws one, of the little that it reads at the beginning. */
function FirstFrame({ url }: { url: string }) {
  return (
    <video
      src={`${url}#t=0.1`}
      muted
      playsInline
      preload="metadata"
      tabIndex={-1}
      aria-hidden
      className="pointer-events-none size-full object-cover"
    />
  );
}

function PlayMark({ duration }: { duration: number | null }) {
  return (
    <>
      <span className="absolute inset-0 m-auto grid size-12 place-items-center rounded-full bg-black/55 text-white">
        <Play className="ml-0.5 size-5 fill-current" aria-hidden />
      </span>
      {duration !== null && (
        <span className="tnum absolute bottom-1.5 left-1.5 rounded-full bg-black/55 px-1.5 text-11 text-white">
          {clockOf(duration)}
        </span>
      )}
    </>
  );
}
