/** How a line is: connected or not, and in which quality Meta sees it. */
import { clsx } from 'clsx';
import type { Line } from '@/api/types';
import { Status, type StatusTone } from '@/components/ui/status';
import { useI18n } from '@/lib/i18n';

export type LineState = 'connected' | 'pending' | 'needs_attention' | 'disabled' | 'no_door';

const TONES: Record<LineState, StatusTone> = {
  connected: 'good',
  pending: 'quiet',
  needs_attention: 'warn',
  disabled: 'quiet',
  no_door: 'bad',
};

/** A line is as well as its best door. */
export function lineState(line: Line): LineState {
  if (!line.enabled) return 'disabled';
  const states = line.doors.map((door) => door.state);
  const best = (['connected', 'pending', 'needs_attention', 'disabled'] as const).find((state) =>
    states.includes(state),
  );
  return best ?? 'no_door';
}

export function LineStatus({ line }: { line: Line }) {
  const { t } = useI18n();
  const state = lineState(line);
  return <Status tone={TONES[state]}>{t(`lines.state.${state}`)}</Status>;
}

const LEVELS: Record<string, { bars: number; name: 'high' | 'medium' | 'low' }> = {
  GREEN: { bars: 3, name: 'high' },
  YELLOW: { bars: 2, name: 'medium' },
  RED: { bars: 1, name: 'low' },
};

export function Quality({ rating }: { rating: string | null | undefined }) {
  const { t } = useI18n();
  const level = LEVELS[rating ?? ''];
  const filled = level?.bars ?? 0;
  return (
    <span className="flex items-center gap-2">
      <span className="flex gap-[3px]" aria-hidden>
        {[1, 2, 3].map((bar) => (
          <i
            key={bar}
            className={clsx(
              'h-3 w-1 rounded-full',
              bar > filled ? 'bg-line-2' : filled === 3 ? 'bg-verdi' : 'bg-brass',
            )}
          />
        ))}
      </span>
      {t(`lines.quality.${level?.name ?? 'unknown'}`)}
    </span>
  );
}
