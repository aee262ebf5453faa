/** Records a voice note: one sees that one is heard, and may discard it or listen first. */
import { Check, Mic, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { toast } from '@/components/ui/toast';
import { clockOf } from '@/lib/files';
import { useI18n } from '@/lib/i18n';
import { FORMATS, fileOf } from '@/lib/recordings';

type Props = {
  onRecorded: (file: File) => void;
  /** What becomes of it at the end, where it is not listened to first. */
  done?: string;
};

const LEVELS = 32;
const STEP_MS = 100;
const SHORTEST_MS = 600;

type Recording = {
  recorder: MediaRecorder;
  stream: MediaStream;
  analyser: AnalyserNode;
  context: AudioContext;
  begun: number;
};

async function begin(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  recorder.start();
  return { recorder, stream, analyser, context, begun: Date.now() };
}

function release({ stream, context }: Recording): void {
  for (const track of stream.getTracks()) track.stop();
  void context.close();
}

function loudness(analyser: AnalyserNode): number {
  const samples = new Uint8Array(analyser.fftSize);
  analyser.getByteTimeDomainData(samples);
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0) / 128;
}

export function Recorder({ onRecorded, done }: Props) {
  const { t } = useI18n();
  const [recording, setRecording] = useState<Recording | null>(null);
  const wanted = useRef(false);
  const start = async () => {
    try {
      const begun = await begin();
      wanted.current = true;
      begun.recorder.addEventListener('dataavailable', ({ data }) => {
        release(begun);
        if (wanted.current && Date.now() - begun.begun > SHORTEST_MS)
          onRecorded(fileOf(data, begun.recorder.mimeType));
      });
      setRecording(begun);
    } catch (error) {
      const missing = error instanceof DOMException && error.name === 'NotFoundError';
      toast(t(missing ? 'record.missing' : 'record.denied'), { tone: 'bad' });
    }
  };
  const running = useRef<Recording | null>(null);
  running.current = recording;
  const stop = useCallback((keep: boolean) => {
    wanted.current = keep;
    if (running.current?.recorder.state === 'recording') running.current.recorder.stop();
    setRecording(null);
  }, []);
  // Another conversation, another recording: the microphone must not stay on.
  useEffect(() => () => stop(false), [stop]);
  if (!recording) {
    return (
      <IconButton label={t('record.begin')} side="top" onClick={() => void start()}>
        <Mic />
      </IconButton>
    );
  }
  return <Running recording={recording} onStop={stop} done={done ?? t('record.done')} />;
}

type RunningProps = { recording: Recording; onStop: (keep: boolean) => void; done: string };

function Running({ recording, onStop, done }: RunningProps) {
  const { t } = useI18n();
  const [levels, setLevels] = useState<number[]>([]);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    bar.current?.focus();
    const timer = setInterval(
      () => setLevels((old) => [...old, loudness(recording.analyser)].slice(-LEVELS)),
      STEP_MS,
    );
    return () => clearInterval(timer);
  }, [recording]);
  const length = clockOf(Date.now() - recording.begun);
  return (
    <div
      ref={bar}
      role="dialog"
      aria-label={t('record.running', { length })}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onStop(false);
        else if (event.key === 'Enter' && event.target === event.currentTarget) onStop(true);
        else return;
        event.preventDefault();
      }}
      className="absolute inset-x-2 bottom-2 z-10 flex h-12 items-center gap-2 rounded-xl bg-surface px-1 outline-none max-md:inset-x-1 max-md:bottom-1"
    >
      <IconButton label={t('record.cancel')} side="top" onClick={() => onStop(false)}>
        <Trash2 className="text-danger" />
      </IconButton>
      <span className="size-2.5 shrink-0 animate-pulse rounded-full bg-danger" aria-hidden />
      <span className="tnum w-10 shrink-0 text-13">{length}</span>
      <span
        aria-hidden
        className="flex h-8 min-w-0 flex-1 items-center justify-end gap-[3px] overflow-hidden"
      >
        {levels.map((level, n) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={n}
            className="w-[3px] shrink-0 rounded-full bg-verdi"
            style={{ height: `${Math.max(10, Math.min(100, level * 140))}%` }}
          />
        ))}
      </span>
      <IconButton label={done} side="top" active onClick={() => onStop(true)}>
        <Check />
      </IconButton>
    </div>
  );
}
