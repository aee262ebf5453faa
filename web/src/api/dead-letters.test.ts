import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { letterCountsQuery, letterListKey, letterMoved } from './dead-letters';

const organization = 'org_1';
const counts = letterCountsQuery(organization, {}).queryKey;

type Delivery = Parameters<typeof letterMoved>[2]['delivery'];

const delivery = (state: NonNullable<Delivery>['state']): Delivery => ({
  state,
  queued_at: null,
  due_at: null,
  sent_at: null,
  delivered_at: null,
  read_at: null,
  played_at: null,
  failed_at: null,
  failure: null,
});

describe('a message that moves', () => {
  let cache: QueryClient;
  const stale = () => {
    vi.advanceTimersByTime(1_000);
    return cache.getQueryState(counts)?.isInvalidated;
  };
  const move = (id: string, state: NonNullable<Delivery>['state']) =>
    letterMoved(cache, organization, { id, delivery: delivery(state) });

  beforeEach(() => {
    vi.useFakeTimers();
    cache = new QueryClient();
    cache.setQueryData(counts, { total: 0, more: false, causes: [], lines: [] });
  });
  afterEach(() => vi.useRealTimers());

  it('asks for the dead letters again when it dies or is sent again', () => {
    for (const state of ['failed', 'uncertain', 'queued'] as const) {
      cache.setQueryData(counts, { total: 0, more: false, causes: [], lines: [] });
      move('msg_1', state);
      expect(stale(), state).toBe(true);
    }
  });

  it('concerns nobody on its way', () => {
    for (const state of ['sending', 'sent', 'delivered', 'read'] as const) move('msg_1', state);
    expect(stale()).toBe(false);
  });

  it('is looked at where it stands in a list', () => {
    const key = [...letterListKey(organization), {}];
    cache.setQueryData(key, { pages: [{ data: [{ message: { id: 'msg_1' } }] }], pageParams: [null] });
    move('msg_2', 'delivered');
    expect(stale()).toBe(false);
    move('msg_1', 'delivered');
    expect(stale()).toBe(true);
  });

  it('asks once for many', () => {
    const asked = vi.spyOn(cache, 'invalidateQueries');
    for (let n = 0; n < 50; n += 1) move(`msg_${n}`, 'failed');
    vi.advanceTimersByTime(1_000);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
