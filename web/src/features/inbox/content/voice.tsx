/** A voice note or another sound: play, seek, speed. */
import { clsx } from 'clsx';
import { Download, Mic, Pause, Play } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Media } from '@/api/types';
import { Tip } from '@/components/ui/tip';
import { clockOf } from '@/lib/files';
import { useI18n } from '@/lib/i18n';
import { useMedia } from './media-source';
import { MediaState } from './media-state';
import { nextRate, playTrack, seekTo, togglePlaying, usePlayer, usePlayerRate } from './player';

type Props = {
  id: string;
  media: Media;
  /** The voice notes after this one, which play on by themselves. */
  following: () => { id: string; url: string }[];
};

const BARS = 48;
const KEY_STEP = 0.05;

export function Voice({ id, media: told, following }: Props) {
  const { t } = useI18n();
  const { media, refresh, retry } = useMedia(told);
  const current = usePlayer((state) => state.track === id);
  const playing = usePlayer((state) => state.track === id && state.playing);
  const broken = usePlayer((state) => state.broken === id);
  const { url } = media;
  if (media.state !== 'ready' || url === null) {
    return (
      <div className="flex w-64 max-w-full items-center gap-3 py-1.5">
        <Mic className="size-5 shrink-0 text-ink-3" aria-hidden />
        <MediaState media={media} onRetry={retry} />
      </div>
    );
  }
  const start = (from = 0) => playTrack({ id, url }, following(), from);
  const toggle = () => {
    if (current && !broken) togglePlaying();
    else {
      if (broken) refresh();
      start();
    }
  };
  return (
    <div className="w-72 max-w-full py-1">
      <div className="flex items-center gap-2.5">
        <button
          type="button"
          aria-label={t(playing ? 'audio.pause' : 'audio.play')}
          onClick={toggle}
          className="grid size-10 shrink-0 place-items-center rounded-full bg-verdi text-on-verdi transition-colors hover:bg-verdi-hover max-md:size-11"
        >
          {playing ? (
            <Pause className="size-[18px] fill-current stroke-[1.5]" />
          ) : (
            <Play className="ml-0.5 size-[18px] fill-current stroke-[1.5]" />
          )}
        </button>
        <Wave media={media} active={current} onSeek={(part) => (current ? seekTo(part) : start(part))} />
        {current && <Speed />}
      </div>
      <div className="flex h-4 items-center gap-2 pr-20 pl-[50px]">
        <Times media={media} active={current} />
        {!media.voice && media.filename && (
          <span className="min-w-0 flex-1 truncate text-11 text-ink-2">{media.filename}</span>
        )}
      </div>
      {broken && (
        <p role="alert" className="mt-1 flex items-center gap-2 text-12 text-ink-2">
          {t('audio.unplayable')}
          <a href={url} download aria-label={t('media.download')} className="text-verdi-ink">
            <Download className="size-4" />
          </a>
        </p>
      )}
    </div>
  );
}

function Times({ media, active }: { media: Media; active: boolean }) {
  const position = usePlayer((state) => (active ? state.position : 0));
  const length = usePlayer((state) => (active ? state.length : 0));
  const total = length > 0 ? length * 1_000 : (media.duration_ms ?? 0);
  return (
    <span className="tnum text-11 text-ink-2">
      {active && position > 0 ? clockOf(position * 1_000) : clockOf(total)}
    </span>
  );
}

function Speed() {
  const { t } = useI18n();
  const rate = usePlayerRate((state) => state.rate);
  return (
    <Tip label={t('audio.speed', { rate })}>
      <button
        type="button"
        aria-label={t('audio.speed', { rate })}
        onClick={nextRate}
        className="tnum h-6 min-w-10 shrink-0 rounded-full bg-hover px-2 text-12 font-semibold text-ink-2 hover:text-ink max-md:h-11 max-md:min-w-11"
      >
        {rate}×
      </button>
    </Tip>
  );
}

/** Fewer bars than the server counts fit a bubble; each shows the loudest of its part. */
function heights(waveform: number[] | null): number[] {
  if (!waveform || waveform.length === 0) return Array.from({ length: BARS }, () => 0);
  return Array.from({ length: BARS }, (_, n) => {
    const from = Math.floor((n * waveform.length) / BARS);
    const to = Math.max(from + 1, Math.floor(((n + 1) * waveform.length) / BARS));
    return Math.max(...waveform.slice(from, to));
  });
}

type WaveProps = { media: Media; active: boolean; onSeek: (part: number) => void };

function Wave({ media, active, onSeek }: WaveProps) {
  const { t } = useI18n();
  const box = useRef<HTMLDivElement>(null);
  const part = usePlayer((state) => (active && state.length > 0 ? state.position / state.length : 0));
  const length = clockOf(media.duration_ms ?? 0);
  const seek = (event: PointerEvent) => {
    const { left, width } = box.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    onSeek(Math.max(0, Math.min(1, (event.clientX - left) / width)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: KEY_STEP, ArrowUp: KEY_STEP, ArrowLeft: -KEY_STEP, ArrowDown: -KEY_STEP }[
      event.key
    ];
    if (step === undefined) return;
    event.preventDefault();
    onSeek(Math.max(0, Math.min(1, part + step)));
  };
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      data-own-arrows
      aria-label={`${t(media.voice ? 'voice.label' : 'audio.label', { length })}: ${t('audio.position')}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part * 100)}
      aria-valuetext={clockOf(part * (media.duration_ms ?? 0))}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={(event) => event.buttons > 0 && seek(event)}
      className="flex h-9 min-w-0 flex-1 cursor-pointer touch-none items-center justify-between rounded max-md:h-11"
    >
      {heights(media.waveform).map((height, n) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          key={n}
          className={clsx(
            'w-[2px] shrink-0 rounded-full transition-colors duration-100',
            n / BARS < part ? 'bg-verdi' : 'bg-ink-3/45',
          )}
          style={{ height: `${Math.max(9, height)}%` }}
        />
      ))}
    </div>
  );
}
