import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { I18nProvider } from './i18n';
import { useHold } from './line-hold';
import { en } from './locales/en';

const NOW = Date.parse('2026-11-22T12:00:00Z');

const door = (held_until: string | null) => ({
  id: 'door_1',
  kind: 'cloud' as const,
  enabled: true,
  state: 'connected' as const,
  phone_number_id: null,
  waba_id: null,
  meta_app_id: null,
  verified_name: null,
  quality_rating: null,
  throughput: null,
  messaging_limit: null,
  history: null,
  checked_at: null,
  error: null,
  last_inbound_at: null,
  last_outbound_at: null,
  held_until,
  held_because: { es: 'mantenimiento', en: 'maintenance', pt: 'manutenção' },
  breaker: 'closed' as 'closed' | 'open',
  asked_again_at: null as string | null,
  webhook: null,
  capabilities: null,
});

const line = (held_until: string | null) => ({
  id: 'line_1',
  name: 'Ventas',
  phone: null,
  enabled: true,
  uncertain_policy: 'ask' as const,
  uncertain_after_minutes: 15,
  routing_policy: 'failover' as const,
  unofficial_allowed_at: null,
  budget: null,
  queue: { id: 'queue_1', name: 'General' },
  doors: [door(held_until)],
  created_at: '2026-11-01T00:00:00Z',
});

const wrapper = ({ children }: { children: ReactNode }) => (
  <I18nProvider locale="en" texts={en}>
    {children}
  </I18nProvider>
);

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => vi.useRealTimers());

it('says that a line is held, and no longer than it is', () => {
  const until = '2026-11-22T12:01:00Z';
  const { result } = renderHook(() => useHold(line(until)), { wrapper });
  expect(result.current).toEqual({ until, because: 'maintenance', title: 'lines.held' });
  act(() => vi.advanceTimersByTime(59_000));
  expect(result.current?.until).toBe(until);
  act(() => vi.advanceTimersByTime(1_100));
  expect(result.current).toBeNull();
});

it('says nothing of a hold that is over', () => {
  const { result } = renderHook(() => useHold(line('2026-11-22T11:59:00Z')), { wrapper });
  expect(result.current).toBeNull();
});

it('follows a hold that is made longer', () => {
  const { result, rerender } = renderHook(({ until }) => useHold(line(until)), {
    wrapper,
    initialProps: { until: '2026-11-22T12:01:00Z' },
  });
  act(() => vi.advanceTimersByTime(30_000));
  rerender({ until: '2026-11-22T12:02:00Z' });
  act(() => vi.advanceTimersByTime(60_000));
  expect(result.current?.until).toBe('2026-11-22T12:02:00Z');
  act(() => vi.advanceTimersByTime(31_000));
  expect(result.current).toBeNull();
});

it('says when a provider that does not answer is asked again', () => {
  const until = '2026-11-22T12:00:05Z';
  const silent = { ...door(null), breaker: 'open' as const, asked_again_at: until };
  const { result } = renderHook(() => useHold({ ...line(null), doors: [silent] }), { wrapper });
  expect(result.current).toEqual({ until, because: null, title: 'lines.unanswered' });
  act(() => vi.advanceTimersByTime(5_100));
  expect(result.current).toBeNull();
});
