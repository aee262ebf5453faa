/** A file on the phone: a picture, a film, a sound, a sticker, or a document by its name. */
import { FileText } from 'lucide-react';
import { useState } from 'react';
import type { SandboxMedia } from '@/api/types';
import { fileSize, fileType } from '@/lib/files';
import { useI18n } from '@/lib/i18n';
import { PhoneVoice } from './phone-voice';

type Props = {
  /** image, video, audio, document, sticker */
  kind: string;
  media: SandboxMedia;
  address: string;
  caption: string | null;
  played?: boolean;
  onPlay?: () => void;
};

export function PhoneFile({ kind, media, address, caption, played = false, onPlay }: Props) {
  switch (kind) {
    case 'image':
      return <PhonePicture address={address} name={caption} />;
    case 'sticker':
      return <Sticker address={address} />;
    case 'video':
      return (
        // biome-ignore lint/a11y/useMediaCaption: what is sent in a chat has none
        <video
          controls
          preload="metadata"
          src={address}
          className="aspect-video w-64 max-w-full rounded-lg"
        />
      );
    case 'audio':
      return <PhoneVoice address={address} voice={media.voice} played={played} onPlay={() => onPlay?.()} />;
    default:
      return <Paper media={media} address={address} />;
  }
}

/** Its room is there before it comes, so that nothing moves when it does. */
export function PhonePicture({ address, name }: { address: string; name: string | null }) {
  const { t } = useI18n();
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener"
      aria-label={t('media.open', { name: name || t('kind.image') })}
      className="block w-64 max-w-full"
    >
      <img
        src={address}
        alt=""
        draggable={false}
        className="aspect-[4/3] w-full rounded-lg bg-surface-3 object-cover"
      />
    </a>
  );
}

function Sticker({ address }: { address: string }) {
  const { t } = useI18n();
  const [broken, setBroken] = useState(false);
  if (broken) return <em className="text-ink-3">{t('kind.sticker')}</em>;
  return (
    <img
      src={address}
      alt={t('kind.sticker')}
      draggable={false}
      onError={() => setBroken(true)}
      className="size-32 object-contain"
    />
  );
}

function Paper({ media, address }: { media: SandboxMedia; address: string }) {
  const { t, locale } = useI18n();
  const name = media.filename ?? t('kind.document');
  return (
    <a
      href={address}
      download={name}
      aria-label={t('media.download_named', { name })}
      className="flex min-h-11 w-64 max-w-full items-center gap-2.5 rounded-lg bg-hover p-2"
    >
      <FileText aria-hidden className="size-6 shrink-0 stroke-[1.5] text-danger" />
      <span className="min-w-0">
        <span className="line-clamp-2 text-13 font-medium wrap-anywhere">{name}</span>
        <span className="tnum block text-11 text-ink-2">
          {[fileType(media), fileSize(media.size_bytes, locale)].filter(Boolean).join(' · ')}
        </span>
      </span>
    </a>
  );
}
