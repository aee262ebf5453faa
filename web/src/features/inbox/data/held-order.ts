/** A list must not move under a pointer that is about to click: while it hovers, the order waits. */

/** The rows in the held order, with fresh content; what is new or gone waits until the pointer leaves. */
export function holdOrder<Item extends { id: string }>(
  held: Item[],
  fresh: Item[],
): { rows: Item[]; waiting: number } {
  const byId = new Map(fresh.map((item) => [item.id, item]));
  const rows = held.map((item) => byId.get(item.id) ?? item);
  const heldIds = new Set(held.map((item) => item.id));
  // Rows below the held ones are a further page, and appear at once.
  const lastKnown = fresh.findLastIndex((item) => heldIds.has(item.id));
  const appended = fresh.slice(lastKnown + 1).filter((item) => !heldIds.has(item.id));
  const moved = rows.filter((item, index) => fresh[index]?.id !== item.id).length;
  const arrived = fresh.length - appended.length - rows.filter((item) => byId.has(item.id)).length;
  return {
    rows: lastKnown < 0 ? rows : [...rows, ...appended],
    waiting: moved === 0 ? 0 : Math.max(1, arrived),
  };
}
