import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Outgoing } from './outbox';

const entry: Outgoing = {
  key: 'key_1',
  organization: 'org_1',
  conversation: 'conv_1',
  body: 'Hola',
  previewUrl: true,
  replyTo: null,
  writtenAt: 0,
  after: null,
  state: 'sending',
  problem: null,
};

let asked: URL[] = [];

beforeEach(() => {
  asked = [];
  vi.resetModules();
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(new URL(request.url));
    return Promise.resolve(Response.json({ id: 'msg_1' }));
  });
});
afterEach(() => vi.unstubAllGlobals());

async function queryOf(part: Partial<Outgoing>): Promise<string> {
  // The client takes the network that it finds when it is made.
  const { deliver } = await import('./send-message');
  await deliver({ ...entry, ...part });
  return asked.at(-1)?.search ?? '';
}

it('asks for the door and the moment that were chosen', async () => {
  expect(await queryOf({ door: 'lite' })).toBe('?door=lite');
  const later = new URLSearchParams(await queryOf({ door: 'cloud', sendAt: '2026-12-01T09:00:00Z' }));
  expect([later.get('door'), later.get('send_at')]).toEqual(['cloud', '2026-12-01T09:00:00Z']);
});

it('leaves the door to the line where nobody chose', async () => {
  expect(await queryOf({})).toBe('');
  expect(await queryOf({ door: null, sendAt: null })).toBe('');
});
