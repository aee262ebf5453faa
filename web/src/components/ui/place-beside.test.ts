import { expect, test } from 'vitest';
import { placeBeside } from './place-beside';

const ROOM = { width: 400, height: 300 };
const TIP = { width: 80, height: 24 };

test('stands in the middle of the wished side', () => {
  const anchor = { top: 100, left: 100, width: 40, height: 40 };
  expect(placeBeside(anchor, TIP, 'bottom', ROOM)).toEqual({ top: 146, left: 80 });
  expect(placeBeside(anchor, TIP, 'top', ROOM)).toEqual({ top: 70, left: 80 });
  expect(placeBeside(anchor, TIP, 'right', ROOM)).toEqual({ top: 108, left: 146 });
  expect(placeBeside(anchor, TIP, 'left', ROOM)).toEqual({ top: 108, left: 14 });
});

test('goes to the other side where there is no room, and never out of the window', () => {
  const low = { top: 270, left: 380, width: 20, height: 20 };
  expect(placeBeside(low, TIP, 'bottom', ROOM)).toEqual({ top: 240, left: 316 });
  expect(placeBeside({ ...low, top: 4 }, TIP, 'top', ROOM)).toEqual({ top: 30, left: 316 });
  expect(placeBeside(low, TIP, 'right', ROOM)).toEqual({ top: 268, left: 294 });
});
