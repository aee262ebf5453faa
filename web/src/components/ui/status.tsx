/** A state in words on a soft pill; the words carry the meaning, the colour only helps. */
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export type StatusTone = 'good' | 'warn' | 'bad' | 'quiet';

const TONES: Record<StatusTone, [pill: string, dot: string]> = {
  good: ['bg-verdi-soft text-verdi-ink', 'bg-verdi'],
  warn: ['bg-brass-soft text-brass-ink', 'bg-brass'],
  bad: ['bg-danger-soft text-danger', 'bg-danger'],
  quiet: ['bg-surface-3 text-ink-2', 'bg-ink-3'],
};

export function Status({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  const [pill, dot] = TONES[tone];
  return (
    <span
      className={clsx(
        'inline-flex h-6 items-center gap-1.5 rounded-full px-2.5 text-12 font-medium whitespace-nowrap',
        pill,
      )}
    >
      <i aria-hidden className={clsx('size-1.5 rounded-full', dot)} />
      {children}
    </span>
  );
}
