import { describe, expect, it } from 'vitest';
import type { DeadLetter } from '@/api/dead-letters';
import type { Line } from '@/api/types';
import { type DoorKind, doorsOfLines, otherDoors } from './doors';

type Door = Line['doors'][number];

const door = (kind: DoorKind, enabled = true): Door => ({
  id: `door_${kind}`,
  kind,
  enabled,
  state: 'connected',
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
  held_until: null,
  held_because: null,
  breaker: 'closed',
  asked_again_at: null,
  webhook: null,
  capabilities: null,
});

const line = (id: string, doors: Door[], enabled = true): Line => ({
  id,
  name: id,
  phone: null,
  enabled,
  uncertain_policy: 'ask',
  uncertain_after_minutes: 15,
  routing_policy: 'failover' as const,
  unofficial_allowed_at: null,
  budget: null,
  queue: { id: 'queue_1', name: 'General' },
  doors,
  created_at: '2026-11-01T10:00:00.000Z',
});

const letter = (of: string): Pick<DeadLetter, 'door' | 'conversation'> => ({
  door: 'cloud',
  conversation: {
    id: 'conv_1',
    line: { id: of, name: of },
    contact: { id: 'contact_1', name: 'María', phone: null, username: null, blocked_at: null },
    ticket: null,
    last_message: null,
    sort_at: '2026-11-22T10:00:00.000Z',
    inbound_count: 0,
    handled_count: 0,
    read_count: null,
    unread: null,
    window: { state: 'closed', closes_at: null, free_entry_until: null },
    created_at: '2026-11-01T10:00:00.000Z',
  },
});

describe('another door', () => {
  const two = line('two', [door('cloud'), door('lite')]);
  const one = line('one', [door('cloud')]);

  it('is one that the line has beside the one that was taken', () => {
    expect(otherDoors([letter('two')], [one, two])).toEqual(['lite']);
    expect(otherDoors([letter('one')], [one, two])).toEqual([]);
    expect(otherDoors([letter('one'), letter('two')], [one, two])).toEqual(['lite']);
  });

  it('is none where it is switched off, or its line is', () => {
    expect(otherDoors([letter('two')], [line('two', [door('cloud'), door('lite', false)])])).toEqual([]);
    expect(otherDoors([letter('two')], [line('two', [door('cloud'), door('lite')], false)])).toEqual([]);
    expect(otherDoors([letter('gone')], [two])).toEqual([]);
  });

  it('may be any of a line with several, where the letters are not known', () => {
    expect(doorsOfLines([one, two])).toEqual(['cloud', 'lite']);
    expect(doorsOfLines([one])).toEqual([]);
  });
});
