/** A file's addresses live for minutes; when one has died, fresh ones are asked for. */
import { useCallback, useState } from 'react';
import type { Media } from '@/api/types';
import { useOrganization } from '@/lib/current-organization';
import { askForFile, fetchMedia } from './media-api';

type Renewed = { media: Media; at: number };

/** By the message's own state of the file: what a live event brings is newer than anything here. */
const renewed = new WeakMap<Media, Renewed>();
const ONCE_IN_MS = 60_000;

export function useMedia(told: Media): { media: Media; refresh: () => void; retry: () => void } {
  const { id: organization } = useOrganization();
  const [, draw] = useState(0);
  const take = useCallback(
    async (ask: typeof fetchMedia) => {
      try {
        const media = await ask(organization, told.id);
        renewed.set(told, { media, at: Date.now() });
        draw((n) => n + 1);
      } catch {
        // It stays as it is, and may be asked for again.
      }
    },
    [organization, told],
  );
  const refresh = useCallback(() => {
    const before = renewed.get(told);
    // An address that is dead at once means that the file is, too.
    if (!before || Date.now() - before.at > ONCE_IN_MS) void take(fetchMedia);
  }, [told, take]);
  const retry = useCallback(() => void take(askForFile), [take]);
  return { media: renewed.get(told)?.media ?? told, refresh, retry };
}
