/** Says what happened, since when, what to do, and what is not lost. */
import { clsx } from 'clsx';
import { AlertTriangle, Info } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = { tone: 'warn' | 'bad' | 'info'; title: string; children?: ReactNode; action?: ReactNode };

const TONES = {
  warn: 'border-brass-line bg-brass-soft text-brass-ink',
  bad: 'border-danger/40 bg-danger-soft text-danger',
  info: 'border-verdi-line bg-verdi-soft text-verdi-ink',
};

export function Banner({ tone, title, children, action }: Props) {
  const Icon = tone === 'info' ? Info : AlertTriangle;
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={clsx('flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border px-4 py-3', TONES[tone])}
    >
      <Icon className="size-[18px] shrink-0" aria-hidden />
      <p className="min-w-0 flex-1 basis-56 text-13 text-ink">
        <strong className="font-semibold">{title}</strong> {children}
      </p>
      {action}
    </div>
  );
}
