/** A header's file: chosen, uploaded at once, shown, replaced, taken away. */
import { FileUp, RotateCcw, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { uploadFile } from '@/api/upload';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Ring } from '@/components/ui/ring';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import type { FileFormat } from '@/lib/template/shape';

/** A file that the server keeps. */
export type KeptFile = { id: string; name: string; url: string | null };

type Props = {
  label: string;
  format: FileFormat;
  file: KeptFile | null;
  hint?: string;
  error?: string;
  onChange: (file: KeptFile | null) => void;
};

/** What WhatsApp takes in a header. */
const TAKEN: Record<FileFormat, string> = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4,video/3gpp',
  document: 'application/pdf',
};

type Running = { file: File; progress: number; problem: unknown };

export function FileField({ label, format, file, hint, error, onChange }: Props) {
  const { t, texts } = useI18n();
  const { id: organization } = useOrganization();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);
  const [running, setRunning] = useState<Running | null>(null);
  const id = useId();
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => () => stop.current?.abort(), []);

  const upload = async (chosen: File) => {
    stop.current?.abort();
    const control = new AbortController();
    stop.current = control;
    setRunning({ file: chosen, progress: 0, problem: null });
    const onProgress = (progress: number) =>
      stop.current === control && setRunning({ file: chosen, progress, problem: null });
    try {
      const how = { kind: format, voice: false, onProgress, signal: control.signal };
      const kept = await uploadFile(organization, chosen, how);
      if (control.signal.aborted) return;
      setRunning(null);
      const url = format === 'image' ? URL.createObjectURL(chosen) : null;
      latest.current({ id: kept.id, name: kept.filename ?? chosen.name, url });
    } catch (problem) {
      if (!control.signal.aborted) setRunning({ file: chosen, progress: 0, problem });
    }
  };
  const clear = () => {
    stop.current?.abort();
    setRunning(null);
    onChange(null);
  };

  const problem = running?.problem ? problemText(texts, running.problem) : error;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span id={id} className="text-13 font-medium text-ink">
        {label}
      </span>
      <div className="flex min-h-11 items-center gap-2 rounded-lg border border-line-2 bg-surface px-2">
        {running || file ? (
          <>
            {running && !running.problem && <Ring value={running.progress} size={16} tone="verdi" />}
            {file?.url && !running && <img src={file.url} alt="" className="size-8 rounded object-cover" />}
            <span className="min-w-0 flex-1 truncate px-1 text-13">{running?.file.name ?? file?.name}</span>
            {running?.problem ? (
              <IconButton label={t('action.retry')} onClick={() => void upload(running.file)}>
                <RotateCcw />
              </IconButton>
            ) : (
              file && <Button onClick={() => input.current?.click()}>{t('file.replace')}</Button>
            )}
            <IconButton
              label={t('attach.remove', { name: running?.file.name ?? file?.name ?? '' })}
              onClick={clear}
            >
              <X />
            </IconButton>
          </>
        ) : (
          <Button aria-describedby={id} onClick={() => input.current?.click()}>
            <FileUp />
            {t(`file.choose.${format}`)}
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={TAKEN[format]}
        aria-labelledby={id}
        data-testid="template-file"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) void upload(chosen);
          // The same file may be chosen again after it was removed.
          event.target.value = '';
        }}
      />
      {problem ? (
        <p role="alert" className="text-12 font-medium text-danger">
          {problem}
        </p>
      ) : (
        <p className="text-12 text-ink-3">{hint ?? t(`file.limits.${format}`)}</p>
      )}
    </div>
  );
}
