/** Where a small layer stands beside its anchor: on the wished side if there is room, always in the window. */

type Box = { top: number; left: number; width: number; height: number };
type Size = { width: number; height: number };

const GAP = 6;
const EDGE = 4;

const within = (value: number, size: number, room: number): number =>
  Math.round(Math.max(EDGE, Math.min(value, room - size - EDGE)));

export function placeBeside(
  anchor: Box,
  layer: Size,
  side: string,
  room: Size,
): { top: number; left: number } {
  const middleX = anchor.left + (anchor.width - layer.width) / 2;
  const middleY = anchor.top + (anchor.height - layer.height) / 2;
  const above = anchor.top - layer.height - GAP;
  const below = anchor.top + anchor.height + GAP;
  const before = anchor.left - layer.width - GAP;
  const after = anchor.left + anchor.width + GAP;
  if (side === 'left' || side === 'right') {
    const fits = side === 'left' ? before >= EDGE : after + layer.width <= room.width - EDGE;
    const left = (side === 'left') === fits ? before : after;
    return { top: within(middleY, layer.height, room.height), left: within(left, layer.width, room.width) };
  }
  const fits = side === 'top' ? above >= EDGE : below + layer.height <= room.height - EDGE;
  const top = (side === 'top') === fits ? above : below;
  return { top: within(top, layer.height, room.height), left: within(middleX, layer.width, room.width) };
}
