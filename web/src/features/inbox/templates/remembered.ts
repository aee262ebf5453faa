/**
 * What a template was filled with last, on this device. A value that was the contact's own is remembered as
 * such, so that the next person is not called by the name of the one before.
 */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Slot, Values } from '@/lib/template/values';
import { guess, type Source, type Suggestion } from './suggestions';

type Remembered = { from: Source } | { value: string; name?: string };

type Memory = { templates: Record<string, Record<string, Remembered>> };

const MOST = 60;
/** Good for one time only. */
const FLEETING: readonly Slot['kind'][] = ['code', 'moment'];

const useMemory = create<Memory>()(
  persist((): Memory => ({ templates: {} }), { name: 'aldaba.template-values' }),
);

export type Recalled = { values: Values; names: Record<string, string> };

/** What the fields begin with: what was used last, else what their names say. */
export function recall(template: string, slots: Slot[], suggestions: Suggestion[]): Recalled {
  const known = useMemory.getState().templates[template] ?? {};
  const recalled: Recalled = { values: {}, names: {} };
  for (const { key, kind, name } of slots) {
    const last = known[key];
    const value =
      last === undefined
        ? kind === 'text'
          ? guess(name, suggestions)
          : undefined
        : 'from' in last
          ? suggestions.find((one) => one.source === last.from)?.value
          : last.value;
    if (value !== undefined) recalled.values[key] = value;
    if (last && 'value' in last && last.name) recalled.names[key] = last.name;
  }
  return recalled;
}

type Used = { values: Values; slots: Slot[]; suggestions: Suggestion[]; names: Record<string, string> };

export function remember(template: string, { values, slots, suggestions, names }: Used): void {
  const kept = slots.flatMap(({ key, kind }): [string, Remembered][] => {
    const value = values[key]?.trim() ?? '';
    if (value === '' || FLEETING.includes(kind)) return [];
    const from = suggestions.find((one) => one.value === value)?.source;
    if (from && kind === 'text') return [[key, { from }]];
    return [[key, { value, ...(names[key] && { name: names[key] }) }]];
  });
  useMemory.setState(({ templates }) => {
    const { [template]: _old, ...others } = templates;
    const latest = Object.entries(others).slice(-(MOST - 1));
    return { templates: { ...Object.fromEntries(latest), [template]: Object.fromEntries(kept) } };
  });
}
