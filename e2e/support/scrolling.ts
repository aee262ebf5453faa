/** Scrolling as a hand does it, frame by frame, and what is seen meanwhile. To be run in the page. */

export type Scrolled = { frames: number; blank: number; moved: number };

/** Scrolls so many pixels a frame, and counts the painted frames in which a row was missing. */
export async function scrollBy(
  box: Element,
  { perFrame, frames, row }: { perFrame: number; frames: number; row: string },
): Promise<Scrolled> {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const { top, height } = box.getBoundingClientRect();
  // By their boxes: while it scrolls, the list lets no pointer through to its rows.
  const rows = () => [...box.querySelectorAll(row)].map((one) => one.getBoundingClientRect());
  const isCovered = () => {
    const boxes = rows();
    return [0.1, 0.5, 0.9].every((part) => {
      const at = top + height * part;
      return boxes.some((one) => one.top <= at && one.bottom >= at);
    });
  };
  const start = box.scrollTop;
  let blank = 0;
  for (let n = 0; n < frames; n += 1) {
    box.scrollTop += perFrame;
    await frame();
    await new Promise((done) => setTimeout(done));
    if (!isCovered()) blank += 1;
  }
  return { frames, blank, moved: Math.abs(box.scrollTop - start) };
}

/**
 * Scrolls a thread up and compares, after each paint, how far the messages moved with how far was scrolled.
 * The worst difference is what a reader sees as a jump.
 */
export async function worstJump(
  box: Element,
  { perFrame, frames }: { perFrame: number; frames: number },
): Promise<{ worst: number; off: number; grown: number }> {
  const after = async () => {
    await new Promise((done) => requestAnimationFrame(done));
    await new Promise((done) => setTimeout(done));
  };
  const view = box.getBoundingClientRect();
  const anchor = () =>
    [...box.querySelectorAll('[data-message]')].find((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return top > view.top + 60 && bottom < view.bottom - 60;
    });
  const first = box.querySelectorAll('[data-message]')[0];
  let worst = 0;
  let off = 0;
  let heights = box.scrollHeight;
  let grown = 0;
  for (let n = 0; n < frames; n += 1) {
    const one = anchor();
    if (!one) continue;
    const before = one.getBoundingClientRect().top;
    const asked = Math.min(perFrame, box.scrollTop);
    box.scrollTop -= asked;
    await after();
    if (box.scrollHeight > heights + 500) grown += 1;
    heights = box.scrollHeight;
    if (!one.isConnected) continue;
    const jump = Math.abs(one.getBoundingClientRect().top - before - asked);
    worst = Math.max(worst, jump);
    if (jump > 2) off += 1;
  }
  return { worst, off, grown: first ? grown : -1 };
}
