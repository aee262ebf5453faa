/** A place, without anybody's map: its name, where it lies, and the way to the reader's own maps. */
import { ExternalLink, MapPin } from 'lucide-react';
import { CopyButton } from '@/components/ui/copy-button';
import { coordinates, type Place } from '@/lib/cards';
import { useI18n } from '@/lib/i18n';

const mapsLink = ({ latitude, longitude }: Place): string =>
  `https://www.google.com/maps/search/?api=1&query=${latitude}%2C${longitude}`;

export function LocationCard({ place }: { place: Place }) {
  const { t } = useI18n();
  return (
    <div className="mb-0.5 w-72 max-w-full overflow-hidden rounded-lg bg-hover">
      <div aria-hidden className="lattice relative grid h-20 place-items-center">
        <span className="relative grid size-10 place-items-center rounded-full bg-verdi-soft text-verdi-ink ring-4 ring-verdi/15">
          <MapPin className="size-5 stroke-[1.75]" />
        </span>
      </div>
      <div className="px-3 pt-2 pb-1">
        <div className="text-14 font-semibold wrap-anywhere">{place.name || t('location.place')}</div>
        {place.address && <div className="text-12 wrap-anywhere text-ink-2">{place.address}</div>}
        <div className="flex items-center gap-1">
          <span className="min-w-0 flex-1 truncate font-mono text-12 tracking-[-0.02em] text-ink-2">
            {coordinates(place)}
          </span>
          <CopyButton text={coordinates(place)} label={t('location.copy')} />
        </div>
      </div>
      <a
        href={mapsLink(place)}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="flex min-h-9 items-center justify-center gap-1.5 border-t border-line text-13 font-medium text-verdi-ink hover:bg-hover max-md:min-h-11"
      >
        <ExternalLink className="size-3.5" aria-hidden />
        {t('location.open')}
      </a>
    </div>
  );
}
