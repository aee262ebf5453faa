import { describe, expect, it } from 'vitest';
import { filterOf, readSearch, shows } from './filter';
import { conversationSample, MEMBER } from './samples';

describe('the filter in the address', () => {
  it('reads what it knows and drops the rest', () => {
    expect(readSearch({ view: 'mine', state: 'nonsense', unread: true, line: 7, other: 1 })).toEqual({
      view: 'mine',
      unread: true,
    });
  });

  it('takes a number that was searched as text', () => {
    expect(readSearch({ q: 5255 })).toEqual({ q: '5255' });
  });
});

describe('what a filter shows', () => {
  const conversation = conversationSample();

  it('searches without accents and by digits', () => {
    expect(shows(filterOf({ q: 'jose benitez' }), conversation, MEMBER, false)).toBe(true);
    expect(shows(filterOf({ q: '5555 0111' }), conversation, MEMBER, false)).toBe(true);
    expect(shows(filterOf({ q: 'hugo' }), conversation, MEMBER, false)).toBe(false);
  });

  it('knows mine and unassigned', () => {
    const { ticket } = conversation;
    const mine = conversationSample({
      ticket: ticket && { ...ticket, assignee: { id: MEMBER, name: 'Ana' } },
    });
    expect(shows(filterOf({ view: 'mine' }), mine, MEMBER, false)).toBe(true);
    expect(shows(filterOf({ view: 'unassigned' }), mine, MEMBER, false)).toBe(false);
    expect(shows(filterOf({ view: 'unassigned' }), conversation, MEMBER, false)).toBe(true);
  });
});
