/** The file above the text of a template or of a question: asked for by its id, in a room that is known before. */
import { useQuery } from '@tanstack/react-query';
import { kindIcon, kindName } from '@/components/message-kind';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { Document } from './document';
import { fetchMedia } from './media-api';

/** Its addresses live for an hour or two. */
const FRESH_MS = 30 * 60_000;

export function HeaderFile({ id, kind }: { id: string; kind: string }) {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const media = useQuery({
    queryKey: ['organization', organization, 'media', id],
    queryFn: () => fetchMedia(organization, id),
    staleTime: FRESH_MS,
  }).data;
  if (kind === 'document' && media) return <Document media={media} />;
  const shown = media?.thumbnail_url ?? (kind === 'image' ? media?.url : null);
  const Icon = kindIcon(kind);
  const inside = shown ? (
    <img src={shown} alt={kindName(t, kind)} className="size-full object-cover" />
  ) : (
    Icon && <Icon className="size-7 stroke-[1.5]" aria-label={kindName(t, kind)} />
  );
  const room =
    'mb-1.5 grid aspect-[1.91] w-72 max-w-full place-items-center overflow-hidden rounded-lg bg-hover text-ink-3';
  if (!media?.url) return <div className={room}>{inside}</div>;
  return (
    <a
      href={media.url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={t('media.open', { name: kindName(t, kind) })}
      className={room}
    >
      {inside}
    </a>
  );
}
