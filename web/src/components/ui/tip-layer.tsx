/** The tooltip of whatever the pointer rests on or Tab has come to. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { keyCaps } from '@/lib/commands';
import { placeBeside } from './place-beside';

const RESTS_MS = 350;
const LEAVES_MS = 80;
const STILL_WARM_MS = 300;

const anchorOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;

export function TipLayer() {
  const { anchor, keep, leave } = useTipAnchor();
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!anchor || !popup.current) return;
    const { top, left } = placeBeside(
      anchor.getBoundingClientRect(),
      popup.current.getBoundingClientRect(),
      anchor.dataset.tipSide ?? 'bottom',
      { width: window.innerWidth, height: window.innerHeight },
    );
    popup.current.style.translate = `${left}px ${top}px`;
  });
  const { tip, tipKeys } = anchor?.dataset ?? {};
  if (!tip) return null;
  return (
    // The control's own name says the same to who does not see it.
    <div
      ref={popup}
      aria-hidden
      onPointerEnter={keep}
      onPointerLeave={leave}
      className="fixed top-0 left-0 z-[60] flex max-w-72 items-center gap-2 rounded-md bg-ink px-2 py-1 text-12 font-medium text-surface shadow-2"
      style={{ animation: 'tip .1s var(--ease-out)' }}
    >
      {tip}
      {tipKeys && <kbd className="font-mono text-11 opacity-70">{keyCaps(tipKeys).join(' ')}</kbd>}
    </div>
  );
}

function useTipAnchor() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef(0);
  const shown = useRef<HTMLElement | null>(null);
  const lastShown = useRef(0);
  const show = useRef((next: HTMLElement | null, afterMs: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      if (shown.current) lastShown.current = Date.now();
      shown.current = next?.isConnected ? next : null;
      setAnchor(shown.current);
    }, afterMs);
  }).current;

  useEffect(() => {
    let byTab = false;
    const onOver = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return;
      const next = anchorOf(event.target);
      if (next === shown.current) return;
      const warm = shown.current !== null || Date.now() - lastShown.current < STILL_WARM_MS;
      show(next, next === null ? LEAVES_MS : warm ? 0 : RESTS_MS);
    };
    const onFocus = ({ target }: FocusEvent) => show(byTab ? anchorOf(target) : null, 0);
    const onKey = ({ key }: KeyboardEvent) => {
      byTab = key === 'Tab';
      show(null, 0);
    };
    const hide = () => {
      byTab = false;
      show(null, 0);
    };
    // In the capture phase: whoever stops an event must not keep a tooltip open.
    const until = new AbortController();
    const on = { capture: true, passive: true, signal: until.signal };
    window.addEventListener('pointerover', onOver, on);
    window.addEventListener('focusin', onFocus, on);
    window.addEventListener('keydown', onKey, on);
    for (const name of ['pointerdown', 'wheel', 'blur']) window.addEventListener(name, hide, on);
    return () => until.abort();
  }, [show]);

  return {
    anchor,
    keep: () => window.clearTimeout(timer.current),
    leave: () => show(null, LEAVES_MS),
  };
}
