/** Holds the end of a thread in view until the person scrolls away from it. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';

const LEAVES_AFTER_PX = 80;
const BACK_WITHIN_PX = 24;

export type PinnedScroll = {
  isPinned: () => boolean;
  pin: () => void;
  unpin: () => void;
  /** Call on every scroll; answers how far the end is. */
  track: () => number;
};

/** Late fonts and first measurements change heights, so both the box and its content are watched. */
export function usePinnedScroll(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  startsPinned: boolean,
): PinnedScroll {
  const pinned = useRef(startsPinned);
  const last = useRef({ top: 0, height: 0 });

  const hold = useCallback(() => {
    if (pinned.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [box]);

  useLayoutEffect(hold);

  useEffect(() => {
    if (!box.current || !content.current) return;
    const observer = new ResizeObserver(hold);
    observer.observe(box.current);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [box, content, hold]);

  return {
    isPinned: () => pinned.current,
    pin: () => {
      pinned.current = true;
      hold();
    },
    unpin: () => {
      pinned.current = false;
    },
    track: () => {
      const element = box.current;
      if (!element) return 0;
      const { scrollTop, scrollHeight, clientHeight } = element;
      const gap = scrollHeight - scrollTop - clientHeight;
      const upward = scrollTop < last.current.top - 2 && scrollHeight === last.current.height;
      last.current = { top: scrollTop, height: scrollHeight };
      if (upward && gap > LEAVES_AFTER_PX) pinned.current = false;
      else if (gap < BACK_WITHIN_PX) pinned.current = true;
      return gap;
    },
  };
}
