/** A file that lies on the web: WhatsApp fetched it from there, we did not. */
import { ExternalLink, File } from 'lucide-react';
import { kindIcon, kindName } from '@/components/message-kind';
import { useI18n } from '@/lib/i18n';

type Props = { kind: string; link: string; name?: string };

/** The last part of its address, readable where it can be read. */
function nameIn({ pathname }: URL): string {
  const last = pathname.split('/').findLast(Boolean) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

export function LinkedFile({ kind, link, name = '' }: Props) {
  const { t } = useI18n();
  if (!URL.canParse(link)) return null;
  const address = new URL(link);
  const Icon = kindIcon(kind) ?? File;
  const shown = name || nameIn(address) || kindName(t, kind);
  return (
    <a
      href={link}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={link}
      aria-label={t('media.open', { name: shown })}
      className="mb-0.5 flex min-h-11 w-72 max-w-full items-center gap-3 rounded-lg bg-hover p-2.5"
    >
      <span className="grid size-9 shrink-0 place-items-center rounded-md bg-verdi-soft text-verdi-ink">
        <Icon className="size-[18px] stroke-[1.75]" aria-hidden />
      </span>
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 text-13 font-medium wrap-anywhere text-ink">{shown}</span>
        <span className="block truncate text-12 text-ink-2">
          {kindName(t, kind)} · {address.host}
        </span>
      </span>
      <ExternalLink className="size-4 shrink-0 stroke-[1.75] text-ink-2" aria-hidden />
    </a>
  );
}
