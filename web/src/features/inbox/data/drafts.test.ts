import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { bringBack, changeDraft, dropDraft, useDraft } from './drafts';

test('words that come back stand above what was begun since', () => {
  changeDraft('conv_1', { text: 'Y otra cosa' });
  bringBack('conv_1', 'Mañana a las diez', null);
  const { result } = renderHook(() => useDraft('conv_1'));
  expect(result.current.text).toBe('Mañana a las diez\nY otra cosa');
  expect(result.current.replyTo).toBeNull();
  dropDraft('conv_1');
});
