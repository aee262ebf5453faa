/** A sticker: a picture without a bubble. */
import { useState } from 'react';
import type { Media } from '@/api/types';
import { kindName } from '@/components/message-kind';
import { useI18n } from '@/lib/i18n';
import { useMedia } from './media-source';
import { MediaState } from './media-state';

export function Sticker({ media: told }: { media: Media }) {
  const { t } = useI18n();
  const { media, refresh, retry } = useMedia(told);
  const [broken, setBroken] = useState<string | null>(null);
  const ready = media.state === 'ready' && media.url !== null && broken !== media.url;
  return (
    <div className="grid size-40 place-items-center">
      {ready ? (
        <img
          src={media.url ?? undefined}
          alt={kindName(t, 'sticker')}
          draggable={false}
          decoding="async"
          onError={() => {
            setBroken(media.url);
            refresh();
          }}
          className="size-40 object-contain"
        />
      ) : (
        <div className="rounded-xl bg-in p-3 shadow-1">
          <MediaState media={media} onRetry={media.state === 'ready' ? refresh : retry} />
        </div>
      )}
    </div>
  );
}
