/** What is chosen on the page, and what is done with it. */
import { useState } from 'react';
import type { DeadLetter, LetterFilter } from '@/api/dead-letters';
import type { Line } from '@/api/types';
import type { Which } from './bulk';
import { type DoorKind, doorsOfLines, otherDoors } from './doors';
import { useLetterActions } from './queries';
import type { Asking } from './retry-dialog';
import { chosen, extendTo, NOTHING, type Selection, selectAll, selectShown, toggle } from './selection';

type Asked = Asking & { which: Which; door?: DoorKind };

export function useLetters(rows: DeadLetter[], lines: Line[], filter: LetterFilter, total: number) {
  const place = JSON.stringify(filter);
  const [kept, setKept] = useState<{ place: string; selection: Selection }>({ place, selection: NOTHING });
  const [current, setCurrent] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [work, setWork] = useState({ of: 0, worked: 0 });
  const actions = useLetterActions((worked) => setWork(({ of }) => ({ of, worked })));

  const ids = rows.map((row) => row.message.id);
  // Another filter is another list.
  const selection = kept.place === place ? kept.selection : NOTHING;
  const select = (next: Selection) => setKept({ place, selection: next });
  const letters = chosen(selection, rows);
  const at = current !== null && ids.includes(current) ? current : null;

  const whichOf = (some: DeadLetter[]): Which => ({ ids: some.map((letter) => letter.message.id) });
  const { line, cause } = filter;
  const which = (): Which => (selection.all ? { matching: { line, cause } } : whichOf(letters));
  const start = (some: Which, run: (some: Which) => void) => {
    setWork({ of: 'ids' in some ? some.ids.length : total, worked: 0 });
    run(some);
    // What was refused stays chosen; of "all" nobody knows which that is.
    if (selection.all) select(NOTHING);
  };

  /** What may have arrived goes out again only when somebody says so. */
  const retry = (some: DeadLetter[], all: boolean, door?: DoorKind) => {
    const uncertain = some.filter((letter) => letter.message.delivery?.state === 'uncertain').length;
    const wanted: Which = all ? { matching: { line, cause } } : whichOf(some);
    if (all) setAsked({ which: wanted, door, count: total, uncertain: null });
    else if (uncertain > 0) setAsked({ which: wanted, door, count: some.length, uncertain });
    else if (some.length > 0) start(wanted, (it) => actions.retry(it, { door }));
  };
  const confirm = (withUncertain: boolean) => {
    if (!asked) return;
    start(asked.which, (it) => actions.retry(it, { door: asked.door, confirm: withUncertain }));
  };

  /** What is chosen, else the row where one is. */
  const meant = () => (letters.length > 0 ? letters : rows.filter((row) => row.message.id === at));
  const actOnMeant = (run: (some: Which) => void) => {
    const some = meant();
    if (some.length > 0) start(selection.all ? which() : whichOf(some), run);
  };

  return {
    ids,
    selection,
    letters,
    current: at,
    asked,
    /** How far the work of the moment has come; null where nothing is being done to many. */
    work: actions.busy && work.of > 1 ? work : null,
    busy: actions.busy,
    doors: selection.all ? doorsOfLines(lines) : otherDoors(letters, lines),
    enter: setCurrent,
    toggle: (id: string, range: boolean) =>
      select(range ? extendTo(selection, id, ids) : toggle(selection, id, ids)),
    selectShown: (on: boolean) => select(on ? selectShown(ids) : NOTHING),
    selectAll: () => select(selectAll(ids)),
    clear: () => select(NOTHING),
    retryOne: (letter: DeadLetter, door?: DoorKind) => retry([letter], false, door),
    retryMeant: (door?: DoorKind) => retry(meant(), selection.all, door),
    dismissOne: (letter: DeadLetter) => start(whichOf([letter]), actions.dismiss),
    dismissMeant: () => actOnMeant(actions.dismiss),
    restoreOne: (letter: DeadLetter) => start(whichOf([letter]), actions.restore),
    restoreMeant: () => actOnMeant(actions.restore),
    confirm,
    stopAsking: () => setAsked(null),
  };
}
