import { describe, expect, it } from 'vitest';
import { inRounds, type Reason, reasonsOf } from './bulk';

type Ask = Parameters<typeof inRounds>[1];

const closed: Reason = { code: 'window_closed', detail: '', params: {} };
const gone: Reason = { code: 'not_found', detail: '', params: {} };

describe('many letters', () => {
  it('are asked for a hundred at a time', async () => {
    const asked: string[][] = [];
    const ask: Ask = async (round) => {
      const ids = 'ids' in round ? round.ids : [];
      asked.push(ids);
      return { data: ids.map((message_id) => ({ message_id, refusal: null })), next_cursor: null, left: 0 };
    };
    const ids = Array.from({ length: 230 }, (_, n) => `msg_${n}`);
    const progress: number[] = [];
    const outcome = await inRounds({ ids }, ask, (worked) => progress.push(worked));
    expect(asked.map((round) => round.length)).toEqual([100, 100, 30]);
    expect(outcome).toEqual({ done: ids, refused: [] });
    expect(progress).toEqual([100, 200, 230]);
  });

  it('that match are followed to the end of the cursor, and each refusal is kept', async () => {
    const cursors: (string | undefined)[] = [];
    const ask: Ask = async (round) => {
      const cursor = 'matching' in round ? round.cursor : 'none';
      cursors.push(cursor);
      const first = cursor === undefined;
      return {
        data: [{ message_id: first ? 'msg_1' : 'msg_2', refusal: first ? closed : null }],
        next_cursor: first ? 'second' : null,
        left: first ? 1 : 0,
      };
    };
    const outcome = await inRounds({ matching: { cause: '131026' } }, ask);
    expect(cursors).toEqual([undefined, 'second']);
    expect(outcome).toEqual({ done: ['msg_2'], refused: [closed] });
  });

  it('stop where the server fails', async () => {
    const ask: Ask = () => Promise.reject(new Error('away'));
    await expect(inRounds({ ids: ['msg_1'] }, ask)).rejects.toThrow('away');
  });
});

it('reasons stand once, the most frequent first', () => {
  expect(reasonsOf([gone, closed, closed])).toEqual([
    { reason: closed, count: 2 },
    { reason: gone, count: 1 },
  ]);
});
