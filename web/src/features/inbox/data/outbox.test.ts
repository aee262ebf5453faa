import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '@/api/problem';
import type { Message } from '@/api/types';
import {
  arrived,
  enqueue,
  type Outgoing,
  pumpOutbox,
  startOutbox,
  stopOutbox,
  tryAgain,
  useOutbox,
} from './outbox';
import { MEMBER, nthMessage, ownMessage } from './samples';

const write = (key: string, conversation = 'conv_1') =>
  enqueue({
    key,
    organization: 'org_1',
    conversation,
    body: key,
    previewUrl: true,
    replyTo: null,
    writtenAt: 0,
    after: null,
  });

const placeOf = (n: number) => {
  const { sort_at, id } = nthMessage(n);
  return { sort_at, id };
};

const entries = () => useOutbox.getState().entries;

describe('the outbox', () => {
  const calls: string[] = [];
  let answer: (entry: Outgoing) => Promise<Message>;

  beforeEach(() => {
    vi.useFakeTimers();
    calls.length = 0;
    answer = async (entry) => ownMessage(calls.length, entry.body);
    useOutbox.setState({ entries: [], keys: {} });
    startOutbox({
      deliver: (entry) => {
        calls.push(entry.key);
        return answer(entry);
      },
      sent: () => undefined,
    });
  });

  afterEach(() => {
    stopOutbox();
    vi.useRealTimers();
  });

  it('keeps the moment of what goes later, and drops it where it was refused for it', async () => {
    const moments: (string | null | undefined)[] = [];
    answer = async (entry) => {
      moments.push(entry.sendAt);
      if (entry.sendAt) throw new ApiProblem(422, 'schedule_out_of_range', '', {});
      return ownMessage(1, entry.body);
    };
    const sendAt = '2026-11-23T15:00:00.000Z';
    enqueue({
      key: 'later',
      organization: 'org_1',
      conversation: 'conv_1',
      body: 'later',
      previewUrl: true,
      replyTo: null,
      sendAt,
      writtenAt: 0,
      after: null,
    });
    await vi.advanceTimersByTimeAsync(0);
    const [refused] = entries();
    expect(refused?.problem?.code).toBe('schedule_out_of_range');
    tryAgain(refused?.key ?? '');
    await vi.advanceTimersByTimeAsync(0);
    tryAgain(entries()[0]?.key ?? '', { sendAt: null });
    await vi.advanceTimersByTimeAsync(0);
    expect(moments).toEqual([sendAt, sendAt, null]);
    expect(entries()).toEqual([]);
  });

  it('sends in order, one at a time a conversation', async () => {
    write('one');
    write('two');
    expect(calls).toEqual(['one']);
    await vi.runAllTimersAsync();
    expect(calls).toEqual(['one', 'two']);
    expect(entries()).toEqual([]);
  });

  it('does not let one conversation wait for another', () => {
    write('one');
    write('other', 'conv_2');
    expect(calls).toEqual(['one', 'other']);
  });

  it('tries again with the same key when no answer came', async () => {
    answer = () => Promise.reject(new Unreachable('no answer'));
    write('one');
    await vi.advanceTimersByTimeAsync(0);
    expect(entries()[0]?.state).toBe('waiting');
    answer = async () => ownMessage(1, 'one');
    pumpOutbox();
    await vi.advanceTimersByTimeAsync(0);
    expect(calls).toEqual(['one', 'one']);
    expect(entries()).toEqual([]);
  });

  it('waits longer each time, and not for ever', async () => {
    answer = () => Promise.reject(new ApiProblem(503, 'unavailable', 'away'));
    write('one');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls.length).toBeGreaterThan(4);
    expect(calls.length).toBeLessThan(12);
  });

  it('keeps the text of what the server refused, and goes on with the next', async () => {
    answer = (entry) =>
      entry.key === 'one'
        ? Promise.reject(new ApiProblem(409, 'window_closed', 'closed'))
        : Promise.resolve(ownMessage(2, entry.body));
    write('one');
    write('two');
    await vi.runAllTimersAsync();
    expect(entries()).toMatchObject([
      { key: 'one', body: 'one', state: 'refused', problem: { code: 'window_closed' } },
    ]);
  });

  it('tries a refused message again under a key of its own', async () => {
    answer = () => Promise.reject(new ApiProblem(409, 'line_disabled', 'off'));
    write('one');
    await vi.runAllTimersAsync();
    answer = async (entry) => ownMessage(1, entry.body);
    tryAgain('one');
    await vi.runAllTimersAsync();
    expect(calls[1]).not.toBe('one');
    expect(entries()).toEqual([]);
  });

  it('remembers which message an entry became, so that its bubble stays the same', async () => {
    write('one');
    await vi.runAllTimersAsync();
    expect(useOutbox.getState().keys).toEqual({ msg_0001: 'one' });
  });
});

describe('a message that arrives by the stream before the answer', () => {
  const entry = (key: string, body: string, after = placeOf(5)): Outgoing => ({
    key,
    organization: 'org_1',
    conversation: 'conv_1',
    body,
    previewUrl: true,
    replyTo: null,
    writtenAt: 0,
    after,
    state: 'sending',
    problem: null,
  });

  it('is recognised as the one being sent', () => {
    expect(arrived([entry('k', 'ok')], [ownMessage(6, 'ok')], MEMBER)).toEqual(new Map([['k', 'msg_0006']]));
  });

  it('is not an older message with the same text', () => {
    expect(arrived([entry('k', 'ok')], [ownMessage(4, 'ok')], MEMBER).size).toBe(0);
  });

  it('is matched one to one when the same text was sent twice', () => {
    const found = arrived(
      [entry('k1', 'ok'), entry('k2', 'ok')],
      [ownMessage(6, 'ok'), ownMessage(7, 'ok')],
      MEMBER,
    );
    expect([...found]).toEqual([
      ['k1', 'msg_0006'],
      ['k2', 'msg_0007'],
    ]);
  });

  it('is not what a teammate wrote', () => {
    const theirs = {
      ...ownMessage(6, 'ok'),
      author: { kind: 'member' as const, name: 'Diego', member_id: 'member_diego' },
    };
    expect(arrived([entry('k', 'ok')], [theirs], MEMBER).size).toBe(0);
  });
});
