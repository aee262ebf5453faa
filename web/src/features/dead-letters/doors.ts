/** Which other doors a letter could take. */
import type { DeadLetter } from '@/api/dead-letters';
import type { Line } from '@/api/types';

export type DoorKind = DeadLetter['door'];

type Placed = Pick<DeadLetter, 'door' | 'conversation'>;

const openDoors = (line: Line | undefined): DoorKind[] =>
  line?.enabled ? line.doors.filter((door) => door.enabled).map((door) => door.kind) : [];

/** The doors that at least one of these letters could take instead of its own. */
export function otherDoors(letters: readonly Placed[], lines: readonly Line[]): DoorKind[] {
  const others = letters.flatMap((letter) =>
    openDoors(lines.find((line) => line.id === letter.conversation.line.id)).filter(
      (kind) => kind !== letter.door,
    ),
  );
  return [...new Set(others)].sort();
}

/** The same where the letters are not known one by one. */
export function doorsOfLines(lines: readonly Line[]): DoorKind[] {
  const several = lines.map(openDoors).filter((kinds) => kinds.length > 1);
  return [...new Set(several.flat())].sort();
}
