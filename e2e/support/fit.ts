/** Whether a page fits its window, and whether what is touched is big enough. To be run in the page. */

/** What sticks out of the window, is cut off without an ellipsis, or runs out of its own box. */
export function clipped(): string[] {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  const found = wide > 0 ? [`the page is ${wide} px too wide`] : [];
  const scrolls = (one: Element | null): boolean =>
    one !== null &&
    one !== document.body &&
    (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  for (const element of document.querySelectorAll('body *')) {
    if (
      !(element instanceof HTMLElement) ||
      element.closest('.sr-only, [aria-hidden=true], svg, select, input')
    )
      continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || style.visibility === 'hidden') continue;
    const words = element.innerText || element.getAttribute('aria-label') || element.className;
    const name = `${element.tagName.toLowerCase()} “${words.slice(0, 40)}”`;
    const out = box.right > window.innerWidth + 1 || box.left < -1;
    if (out && !scrolls(element.parentElement)) found.push(`${name} sticks out`);
    if (element.scrollWidth <= element.clientWidth + 1 || style.display === 'inline') continue;
    const meant =
      style.textOverflow === 'ellipsis' ||
      /auto|scroll/.test(style.overflowX) ||
      style.webkitLineClamp !== 'none';
    if (style.overflowX !== 'visible' && !meant) found.push(`${name} is cut off`);
    const alone = element.children.length === 0 && element.innerText.trim() !== '';
    if (style.overflowX === 'visible' && alone) found.push(`${name} runs out of its box`);
  }
  return found;
}

/** Targets smaller than WCAG 2.5.8 allows; links in running text are excepted there too. */
export function smallTargets(least: number): string[] {
  const targets = document.querySelectorAll(
    'button, a[href], input:not([type=radio], [type=checkbox]), select, textarea, [role=option], [role=menuitem]',
  );
  return [...targets]
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(
      ({ element, box }) =>
        box.width > 0 &&
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
        getComputedStyle(element).display !== 'inline' &&
        !element.closest('[inert], [aria-hidden=true]') &&
        // A field's frame, or a pseudo element over the whole row, takes the touch as well.
        getComputedStyle(element, '::after').position !== 'absolute' &&
        (box.width < least || box.height < least),
    )
    .map(
      ({ element, box }) =>
        `${element.tagName} “${element.getAttribute('aria-label') ?? element.textContent}” ` +
        `${Math.round(box.width)}×${Math.round(box.height)}`,
    );
}
