/**
 * Every action of the app with its key. Pages register theirs while they are on screen; the palette and the
 * sheet of keys list what is registered, so neither can forget one.
 */
import type { LucideIcon } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { usePreferences } from './preferences';

export type CommandGroup = 'conversation' | 'list' | 'go' | 'app';

export type Command = {
  id: string;
  title: string;
  group: CommandGroup;
  /** "e", "g i", "mod+k", "alt+j", "escape"; the first one is shown. */
  keys?: string[];
  icon?: LucideIcon;
  /** Has a key but means nothing in the palette (moving in a list, say). */
  keyOnly?: boolean;
  run: () => void;
};

type Source = () => Command[];

const sources = new Set<Source>();
const SEQUENCE_MS = 1_200;

export const registeredCommands = (): Command[] => [...sources].flatMap((source) => source());

export function useCommands(commands: Command[]): void {
  const current = useRef(commands);
  useLayoutEffect(() => {
    current.current = commands;
  });
  useEffect(() => {
    const source: Source = () => current.current;
    sources.add(source);
    return () => {
      sources.delete(source);
    };
  }, []);
}

/** The key press in the notation of Command.keys. */
export function pressedKey(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>,
): string {
  const mod = event.metaKey || event.ctrlKey ? 'mod+' : '';
  // With Alt, macOS types another character; the physical key is what is meant.
  const name = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key;
  const shift = event.shiftKey && name.length > 1 ? 'shift+' : '';
  return `${mod}${event.altKey ? 'alt+' : ''}${shift}${name.toLowerCase()}`;
}

const isSingle = (key: string): boolean => !/^(mod|alt)\+/.test(key) && key !== 'escape';

const EDITABLE = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';
const LAYER = '[role=dialog], [role=alertdialog], [role=menu]';

const isLayerOpen = (): boolean => document.querySelector(LAYER) !== null;

/** Where a press happens decides: nothing below an open layer, no single keys while typing. */
export function mayFire(key: string, target: EventTarget | null, singleKeys: boolean): boolean {
  const element = target instanceof Element ? target : null;
  if (isLayerOpen()) return false;
  if (!isSingle(key)) return true;
  if (!singleKeys || element?.closest(EDITABLE)) return false;
  return !(key.startsWith('arrow') && element?.closest('[data-own-arrows]'));
}

function find(key: string): Command | undefined {
  return registeredCommands().findLast((command) => command.keys?.includes(key));
}

/** One listener for the whole app. */
export function listenForKeys(): () => void {
  let prefix = '';
  let forget = 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.key === 'Shift') return;
    const key = pressedKey(event);
    if (!mayFire(key, event.target, usePreferences.getState().singleKeys)) return;
    const command = (prefix !== '' ? find(`${prefix} ${key}`) : undefined) ?? find(key);
    window.clearTimeout(forget);
    prefix = '';
    if (command) {
      event.preventDefault();
      command.run();
      return;
    }
    if (registeredCommands().some((one) => one.keys?.some((keys) => keys.startsWith(`${key} `)))) {
      prefix = key;
      forget = window.setTimeout(() => {
        prefix = '';
      }, SEQUENCE_MS);
    }
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

const NAMES: Record<string, string> = {
  arrowdown: '↓',
  arrowup: '↑',
  escape: 'Esc',
  enter: '↵',
  backspace: '⌫',
};

/** "mod+k" → ["⌘", "K"] or ["Ctrl", "K"]; "g i" → ["G", "I"]; "+" → ["+"]. */
export function keyCaps(keys: string): string[] {
  return keys.split(/[ +](?=.)/).map((part) => {
    if (part === 'mod') return isApple() ? '⌘' : 'Ctrl';
    if (part === 'shift') return isApple() ? '⇧' : 'Shift';
    if (part === 'alt') return isApple() ? '⌥' : 'Alt';
    return NAMES[part] ?? part.toUpperCase();
  });
}
