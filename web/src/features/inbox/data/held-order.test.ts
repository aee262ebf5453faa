import { describe, expect, it } from 'vitest';
import { holdOrder } from './held-order';

const rows = (...ids: string[]) => ids.map((id) => ({ id, text: id }));
const ids = (items: { id: string }[]) => items.map((item) => item.id).join('');

describe('the order under a hovering pointer', () => {
  it('stays while rows move, and says that something waits', () => {
    const { rows: shown, waiting } = holdOrder(rows('a', 'b', 'c'), rows('c', 'a', 'b'));
    expect(ids(shown)).toBe('abc');
    expect(waiting).toBe(1);
  });

  it('shows the fresh content of rows that stay', () => {
    const fresh = [{ id: 'a', text: 'new' }];
    expect(holdOrder(rows('a'), fresh).rows).toEqual(fresh);
  });

  it('counts newcomers and keeps them out', () => {
    const held = holdOrder(rows('a', 'b'), rows('x', 'y', 'a', 'b'));
    expect(ids(held.rows)).toBe('ab');
    expect(held.waiting).toBe(2);
  });

  it('keeps a row that left the list until the pointer leaves', () => {
    expect(ids(holdOrder(rows('a', 'b', 'c'), rows('a', 'c')).rows)).toBe('abc');
  });

  it('lets a further page in at the end', () => {
    const held = holdOrder(rows('a', 'b'), rows('a', 'b', 'c', 'd'));
    expect(ids(held.rows)).toBe('abcd');
    expect(held.waiting).toBe(0);
  });
});
