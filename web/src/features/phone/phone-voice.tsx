/** A voice note or another sound on the phone; listening to it is what the business is told of. */
import { clsx } from 'clsx';
import { Mic, Music, Pause, Play } from 'lucide-react';
import { useRef, useState } from 'react';
import { clockOf } from '@/lib/files';
import { useI18n } from '@/lib/i18n';

type Props = { address: string; voice: boolean; played: boolean; onPlay: () => void };

export function PhoneVoice({ address, voice, played, onPlay }: Props) {
  const { t } = useI18n();
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [broken, setBroken] = useState(false);
  const [{ position, length }, setTime] = useState({ position: 0, length: 0 });
  const follow = () => {
    const { currentTime = 0, duration = 0 } = audio.current ?? {};
    setTime({ position: currentTime, length: Number.isFinite(duration) ? duration : 0 });
  };
  const toggle = () => {
    if (playing) audio.current?.pause();
    // What cannot be played tells so by its own event.
    else void audio.current?.play().catch(() => undefined);
  };
  const seek = (seconds: number) => {
    if (audio.current) audio.current.currentTime = seconds;
  };
  const Icon = voice ? Mic : Music;
  const shown = clockOf((position > 0 ? position : length) * 1_000);
  return (
    <div className="w-60 max-w-full">
      {/* biome-ignore lint/a11y/useMediaCaption: what people say to each other has none */}
      <audio
        ref={audio}
        src={address}
        preload="metadata"
        onPlay={() => {
          setPlaying(true);
          onPlay();
        }}
        onPause={() => setPlaying(false)}
        onEnded={() => seek(0)}
        onTimeUpdate={follow}
        onDurationChange={follow}
        onError={() => setBroken(true)}
      />
      <div className="flex items-center gap-2">
        <button
          type="button"
          aria-label={t(playing ? 'audio.pause' : 'audio.play')}
          disabled={broken}
          onClick={toggle}
          className="grid size-9 shrink-0 place-items-center rounded-full text-ink-2 hover:bg-hover disabled:opacity-45 max-md:size-11"
        >
          {playing ? <Pause className="size-5 fill-current" /> : <Play className="size-5 fill-current" />}
        </button>
        <input
          type="range"
          min={0}
          max={Math.max(length, position)}
          step={0.1}
          value={position}
          disabled={length === 0}
          data-own-arrows
          aria-label={`${t(voice ? 'voice.label' : 'audio.label', { length: clockOf(length * 1_000) })}: ${t('audio.position')}`}
          aria-valuetext={clockOf(position * 1_000)}
          onChange={(event) => seek(Number(event.target.value))}
          className="h-6 min-w-0 flex-1 accent-(--verdi) max-md:h-11"
        />
        <Icon aria-hidden className={clsx('size-4 shrink-0', played ? 'text-tick' : 'text-ink-3')} />
      </div>
      <div className="tnum pl-11 text-11 text-ink-2">{shown}</div>
      {broken && (
        <p role="alert" className="text-12 text-ink-2">
          {t('audio.unplayable')}
        </p>
      )}
    </div>
  );
}
