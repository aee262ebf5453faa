/**
 * The live connection: opens at the sequence of the first snapshot, resumes after a drop at the last event
 * seen, and asks for everything anew when the server no longer knows that place.
 */
import { notifyManager, type QueryClient } from '@tanstack/react-query';
import type ReconnectingSocket from 'partysocket/ws';
import { admit, lastEvent, onReplay, resetEventLog, restartAt, whenAnchored } from '@/api/event-log';
import type { LiveFrame, ServerEvent } from '@/api/types';
import type { Place } from '@/features/inbox/data/cache';
import { pumpOutbox } from '@/features/inbox/data/outbox';
import { forgetReadCounts } from '@/features/inbox/data/read-counts';
import {
  currentWhereabouts,
  noteConnected,
  noteDisconnected,
  notePresence,
  onWhereabouts,
} from '@/lib/live-state';
import { applyEvent } from './live';

const FRAMES: readonly string[] = [
  'hello',
  'events',
  'presence',
  'resync',
  'ping',
] satisfies LiveFrame['type'][];

const isFrame = (value: unknown): value is LiveFrame =>
  typeof value === 'object' && value !== null && 'type' in value && FRAMES.includes(String(value.type));

const SESSION_ENDED = 4401;
const NO_SUCH_ORGANIZATION = 4404;
const SILENCE_FACTOR = 1.8;
const CODE_RETRY_MS = 2_000;
const FIRST_RETRY_MS = 400;

export function connectLive(cache: QueryClient, place: Place, onSessionEnded: () => void): () => void {
  let stopped = false;
  let close = () => undefined;
  onReplay((events) => applyAll(cache, place, events));
  // The network may go before the socket is there.
  window.addEventListener('offline', noteDisconnected);
  // The socket's code travels while the first snapshot does.
  void Promise.all([socketCode(), whenAnchored()]).then(([Socket]) => {
    if (!stopped) close = openSocket(Socket, cache, place, onSessionEnded);
  });
  return () => {
    stopped = true;
    window.removeEventListener('offline', noteDisconnected);
    close();
    resetEventLog();
    forgetReadCounts();
  };
}

/** Many events, one rendering. */
function applyAll(cache: QueryClient, place: Place, events: ServerEvent[]): void {
  notifyManager.batch(() => {
    for (const event of events) applyEvent(cache, place, event);
  });
}

async function socketCode(): Promise<typeof ReconnectingSocket> {
  for (;;) {
    try {
      return (await import('partysocket/ws')).default;
    } catch {
      noteDisconnected();
      await new Promise((retry) => setTimeout(retry, CODE_RETRY_MS));
    }
  }
}

function openSocket(
  Socket: typeof ReconnectingSocket,
  cache: QueryClient,
  place: Place,
  onSessionEnded: () => void,
): () => undefined {
  const address = () => {
    const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
    return `${scheme}://${window.location.host}/api/v1/organizations/${place.organization}/live?after=${lastEvent()}`;
  };
  const socket = new Socket(address, [], {
    // Many tabs come back at once after a restart; each waits a little of its own.
    minReconnectionDelay: FIRST_RETRY_MS + Math.random() * FIRST_RETRY_MS * 2,
    maxReconnectionDelay: 10_000,
    reconnectionDelayGrowFactor: 1.6,
    connectionTimeout: 6_000,
    maxEnqueuedMessages: 0,
  });
  const silence = watchSilence(() => socket.reconnect());
  let resyncing = false;
  let greeted = false;

  const send = (frame: object) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  };
  const receive = (frame: LiveFrame) => {
    switch (frame.type) {
      case 'hello':
        greeted = true;
        silence.start(frame.heartbeat_seconds);
        if (resyncing) restart(cache, place, frame.seq);
        resyncing = false;
        noteConnected();
        send({ type: 'presence', ...currentWhereabouts() });
        pumpOutbox();
        return;
      case 'events':
        applyAll(cache, place, admit(frame.events));
        return;
      case 'presence':
        notePresence(frame.members);
        return;
      case 'resync':
        resyncing = true;
        return;
      case 'ping':
        send({ type: 'pong' });
    }
  };

  socket.addEventListener('message', ({ data }) => {
    silence.heard();
    const frame: unknown = typeof data === 'string' ? JSON.parse(data) : null;
    if (isFrame(frame)) receive(frame);
  });
  socket.addEventListener('close', (event) => {
    silence.stop();
    noteDisconnected();
    if (event.code === SESSION_ENDED || event.code === NO_SUCH_ORGANIZATION) {
      socket.close();
      onSessionEnded();
    } else if (!greeted) {
      // A browser does not tell why a socket was refused; asking for the session does.
      onSessionEnded();
    }
    greeted = false;
  });
  const offWhereabouts = onWhereabouts((where) => send({ type: 'presence', ...where }));
  const onOnline = () => socket.reconnect();
  window.addEventListener('online', onOnline);
  return () => {
    window.removeEventListener('online', onOnline);
    offWhereabouts();
    silence.stop();
    socket.close();
    return undefined;
  };
}

/** The server's memory of events does not reach back to ours: everything is fetched again. */
function restart(cache: QueryClient, place: Place, seq: number): void {
  restartAt(seq);
  forgetReadCounts();
  void cache.invalidateQueries({ queryKey: ['organization', place.organization] });
}

/** A connection can die without a close; when the heartbeat stays away, it is opened anew. */
function watchSilence(onSilence: () => void) {
  let limit = 0;
  let timer = 0;
  const arm = () => {
    window.clearTimeout(timer);
    if (limit > 0) timer = window.setTimeout(onSilence, limit);
  };
  return {
    start(seconds: number) {
      limit = seconds * 1_000 * SILENCE_FACTOR;
      arm();
    },
    heard: arm,
    stop() {
      limit = 0;
      window.clearTimeout(timer);
    },
  };
}
