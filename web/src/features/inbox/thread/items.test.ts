import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../data/outbox';
import { MEMBER, nthMessage, ownMessage } from '../data/samples';
import { firstUnread, grouping, threadItems } from './items';

const me = { memberId: MEMBER, name: 'Ana' };
const entry: Outgoing = {
  key: 'client-key',
  organization: 'org_1',
  conversation: 'conv_1',
  body: 'Claro que sí',
  previewUrl: true,
  replyTo: null,
  writtenAt: 0,
  after: { sort_at: nthMessage(1).sort_at, id: 'msg_0001' },
  state: 'sending',
  problem: null,
};
const keysOf = (messages: Parameters<typeof threadItems>[0], entries: Outgoing[], keys = {}) =>
  threadItems(messages, entries, keys, me).map((item) => item.key);

describe('what a thread shows', () => {
  it('draws one bubble with one key from the first moment to the last', () => {
    const before = [nthMessage(1)];
    const after = [nthMessage(1), ownMessage(2, 'Claro que sí')];
    const shown = ['msg_0001', 'client-key'];
    expect(keysOf(before, [entry])).toEqual(shown);
    expect(keysOf(after, [entry])).toEqual(shown);
    expect(keysOf(after, [entry], { msg_0002: 'client-key' })).toEqual(shown);
    expect(keysOf(after, [], { msg_0002: 'client-key' })).toEqual(shown);
  });

  it('finds the first message that was not seen', () => {
    const messages = [nthMessage(1), ownMessage(2, 'x'), nthMessage(3), nthMessage(4)];
    expect(firstUnread(messages, 2)).toBe('msg_0003');
    expect(firstUnread(messages, 0)).toBeNull();
    expect(firstUnread(messages, 50)).toBe('msg_0001');
  });
});

describe('grouping', () => {
  const day = (at: string) => at.slice(0, 10);

  it('joins messages of one author that are close together', () => {
    expect(grouping(nthMessage(2), nthMessage(1), day)).toEqual({ newDay: false, first: false });
  });

  it('begins anew with another author, after a pause, and on another day', () => {
    expect(grouping(ownMessage(2, 'x'), nthMessage(1), day).first).toBe(true);
    expect(grouping(nthMessage(40), nthMessage(1), day).first).toBe(true);
    expect(grouping(nthMessage(60 * 15), nthMessage(1), day)).toEqual({ newDay: true, first: true });
  });
});
