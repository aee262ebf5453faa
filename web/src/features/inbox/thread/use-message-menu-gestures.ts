/** The menu of a message by the other mouse button, and by resting a finger on it. */
import { type MouseEvent, type PointerEvent, useRef } from 'react';

const REST_MS = 450;
const STILL_PX = 10;

type Open = (message: string, anchor: Element) => void;
type Touch = { bubble: Element; x: number; y: number; since: number };

const bubbleAt = (target: EventTarget): Element | null =>
  target instanceof Element ? target.closest('[data-bubble]') : null;

/**
 * One set of handlers for the whole list. By finger the menu opens when it is lifted: opened earlier, the
 * lifting would close it as a press outside. iOS has no contextmenu event, so the rest is timed here.
 */
export function useMessageMenuGestures(open: Open) {
  const touch = useRef<Touch | null>(null);
  const forget = () => {
    touch.current = null;
  };

  const openAt = (bubble: Element | null): boolean => {
    const message = bubble?.getAttribute('data-bubble');
    if (!bubble || !message) return false;
    open(message, bubble);
    return true;
  };

  return {
    onContextMenu: (event: MouseEvent) => {
      if (touch.current) event.preventDefault();
      // Whoever has marked a text wants the browser's own menu.
      else if (!window.getSelection()?.toString() && openAt(bubbleAt(event.target))) event.preventDefault();
    },
    onPointerDown: (event: PointerEvent) => {
      const bubble = event.pointerType === 'touch' ? bubbleAt(event.target) : null;
      touch.current = bubble && { bubble, x: event.clientX, y: event.clientY, since: event.timeStamp };
    },
    onPointerMove: (event: PointerEvent) => {
      const began = touch.current;
      if (began && Math.hypot(event.clientX - began.x, event.clientY - began.y) > STILL_PX) forget();
    },
    onPointerUp: (event: PointerEvent) => {
      const began = touch.current;
      forget();
      // After the click that follows the lifting.
      if (began && event.timeStamp - began.since > REST_MS) setTimeout(() => openAt(began.bubble));
    },
    onPointerCancel: forget,
  };
}
