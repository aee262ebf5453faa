/** How a line is: connected or not. */
import type { Line } from '@/api/types';
import { Status, type StatusTone } from '@/components/ui/status';
import { useI18n } from '@/lib/i18n';

export type LineState = 'connected' | 'warned' | 'pending' | 'needs_attention' | 'disabled' | 'no_door';

const TONES: Record<LineState, StatusTone> = {
  connected: 'good',
  warned: 'warn',
  pending: 'quiet',
  needs_attention: 'bad',
  disabled: 'quiet',
  no_door: 'bad',
};

/** A line is as well as its best door. */
export function lineState(line: Line): LineState {
  if (!line.enabled) return 'disabled';
  const best = (['connected', 'pending', 'needs_attention', 'disabled'] as const).find((state) =>
    line.doors.some((door) => door.state === state),
  );
  if (best !== 'connected') return best ?? 'no_door';
  const works = line.doors.filter((door) => door.state === 'connected');
  return works.every((door) => door.error) ? 'warned' : 'connected';
}

export function LineStatus({ line }: { line: Line }) {
  const { t } = useI18n();
  const state = lineState(line);
  return <Status tone={TONES[state]}>{t(`lines.state.${state}`)}</Status>;
}
