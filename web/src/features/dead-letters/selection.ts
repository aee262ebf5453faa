/** Which letters are chosen: one by one, from one to another, or all that match. */

export type Selection = {
  ids: ReadonlySet<string>;
  /** Where a range begins. */
  anchor: string | null;
  /** All of the filter, also those that are not on the screen. */
  all: boolean;
};

export const NOTHING: Selection = { ids: new Set(), anchor: null, all: false };

/** Choosing one of "all" means all that are shown but that one. */
export function toggle(selection: Selection, id: string, shown: readonly string[]): Selection {
  const ids = new Set(selection.all ? shown : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, all: false };
}

/** From the last one that was chosen to this one, both included; what was chosen elsewhere stays. */
export function extendTo(selection: Selection, id: string, shown: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : shown.indexOf(selection.anchor);
  const to = shown.indexOf(id);
  if (from < 0 || to < 0) return toggle(selection, id, shown);
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  return {
    ids: new Set([...(selection.all ? shown : selection.ids), ...range]),
    anchor: selection.anchor,
    all: false,
  };
}

export const selectShown = (shown: readonly string[]): Selection => ({
  ids: new Set(shown),
  anchor: null,
  all: false,
});

export const selectAll = (shown: readonly string[]): Selection => ({ ...selectShown(shown), all: true });

/** What of it is still there, in the order of the list. */
export const chosen = <Row extends { message: { id: string } }>(
  selection: Selection,
  rows: readonly Row[],
): Row[] => (selection.all ? [...rows] : rows.filter((row) => selection.ids.has(row.message.id)));
