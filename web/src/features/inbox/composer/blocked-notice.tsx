/** Sending over a connection that is down is stopped here. */
import { useQuery } from '@tanstack/react-query';
import { linesQuery } from '@/api/directory';
import type { Line } from '@/api/types';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { Notice } from './window-state';

type Blocked = {
  reason: 'line_disabled' | 'door_disabled' | 'door_down';
  line: string;
  cause: string | null;
};

export function useBlocked(lineId: string): Blocked | null {
  const { locale } = useI18n();
  const { id } = useOrganization();
  const line = useQuery(linesQuery(id)).data?.find((one) => one.id === lineId);
  return line ? blockedBy(line, (door) => door.error?.cause?.[locale] ?? door.error?.message ?? null) : null;
}

function blockedBy(line: Line, causeOf: (door: Line['doors'][number]) => string | null): Blocked | null {
  if (!line.enabled) return { reason: 'line_disabled', line: line.name, cause: null };
  const doors = line.doors.filter((door) => door.enabled && door.state !== 'disabled');
  if (doors.length === 0) return { reason: 'door_disabled', line: line.name, cause: null };
  const broken = doors.every((door) => door.state === 'needs_attention');
  const first = doors[0];
  return broken && first ? { reason: 'door_down', line: line.name, cause: causeOf(first) } : null;
}

export function BlockedNotice({ blocked: { reason, line, cause } }: { blocked: Blocked }) {
  const { t } = useI18n();
  return (
    <Notice title={t(`blocked.${reason}`, { line })}>
      {cause} {t('blocked.hint')}
    </Notice>
  );
}
