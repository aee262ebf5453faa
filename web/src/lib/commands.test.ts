import { describe, expect, it } from 'vitest';
import { keyCaps, mayFire, pressedKey } from './commands';

const press = (key: string, part: Partial<KeyboardEvent> = {}) =>
  pressedKey({ key, code: '', metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, ...part });

const within = (html: string, selector: string) => {
  document.body.innerHTML = html;
  return document.querySelector(selector);
};

describe('keys', () => {
  it('are named the same on every system', () => {
    expect(press('K', { shiftKey: true })).toBe('k');
    expect(press('k', { metaKey: true })).toBe('mod+k');
    expect(press('k', { ctrlKey: true })).toBe('mod+k');
    expect(press('∆', { altKey: true, code: 'KeyJ' })).toBe('alt+j');
    expect(press('?', { shiftKey: true })).toBe('?');
  });

  it('are drawn one cap each, a plus too', () => {
    expect(keyCaps('mod+k')).toEqual(['Ctrl', 'K']);
    expect(keyCaps('g i')).toEqual(['G', 'I']);
    expect(keyCaps('+')).toEqual(['+']);
    expect(keyCaps('mod++')).toEqual(['Ctrl', '+']);
  });

  it('of one letter never fire while typing', () => {
    const input = within('<textarea></textarea>', 'textarea');
    expect(mayFire('e', input, true)).toBe(false);
    expect(mayFire('mod+k', input, true)).toBe(true);
    expect(mayFire('alt+j', input, true)).toBe(true);
  });

  it('of one letter can be switched off', () => {
    expect(mayFire('e', document.body, false)).toBe(false);
    expect(mayFire('e', document.body, true)).toBe(true);
    expect(mayFire('escape', document.body, false)).toBe(true);
  });

  it('do nothing below an open layer', () => {
    const button = within('<div role="dialog"><button>x</button></div>', 'button');
    expect(mayFire('e', button, true)).toBe(false);
    expect(mayFire('escape', button, true)).toBe(false);
  });
});
