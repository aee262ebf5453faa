import { describe, expect, it } from 'vitest';
import { chosen, extendTo, NOTHING, selectAll, selectShown, toggle } from './selection';

const shown = ['a', 'b', 'c', 'd', 'e'];
const ids = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort();

describe('a selection', () => {
  it('takes one in and out', () => {
    const one = toggle(NOTHING, 'b', shown);
    expect(ids(one)).toEqual(['b']);
    expect(ids(toggle(one, 'b', shown))).toEqual([]);
  });

  it('goes from the last one to another, in both directions', () => {
    expect(ids(extendTo(toggle(NOTHING, 'b', shown), 'd', shown))).toEqual(['b', 'c', 'd']);
    expect(ids(extendTo(toggle(NOTHING, 'd', shown), 'b', shown))).toEqual(['b', 'c', 'd']);
    const further = extendTo(extendTo(toggle(NOTHING, 'b', shown), 'd', shown), 'a', shown);
    expect(ids(further)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('begins anew where the range has no beginning, or it left the list', () => {
    expect(ids(extendTo(NOTHING, 'c', shown))).toEqual(['c']);
    expect(ids(extendTo(toggle(NOTHING, 'gone', shown), 'c', shown))).toEqual(['c', 'gone']);
  });

  it('of all becomes one of what is shown when one is taken out', () => {
    const all = selectAll(shown);
    expect(all.all).toBe(true);
    const less = toggle(all, 'c', shown);
    expect(less.all).toBe(false);
    expect(ids(less)).toEqual(['a', 'b', 'd', 'e']);
  });

  it('holds only what is still there', () => {
    const rows = [{ message: { id: 'b' } }, { message: { id: 'a' } }];
    expect(chosen(selectShown(['a', 'z']), rows)).toEqual([rows[1]]);
    expect(chosen(selectAll(['z']), rows)).toEqual(rows);
  });
});
