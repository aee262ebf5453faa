/** What a person chose on this device. */
import { useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type ThemeChoice = 'system' | 'light' | 'dark';

type Preferences = {
  theme: ThemeChoice;
  locale: string | null;
  enterSends: boolean;
  singleKeys: boolean;
  detailsOpen: boolean;
  organizationId: string | null;
  set: (change: Partial<Omit<Preferences, 'set'>>) => void;
};

export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: 'system',
      locale: null,
      enterSends: true,
      singleKeys: true,
      detailsOpen: true,
      organizationId: null,
      set: (change) => set(change),
    }),
    { name: 'aldaba.preferences' },
  ),
);

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)');

export function resolvedTheme(choice: ThemeChoice): 'light' | 'dark' {
  if (choice !== 'system') return choice;
  return prefersDark().matches ? 'dark' : 'light';
}

function onSystemTheme(tell: () => void): () => void {
  const query = prefersDark();
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
}

/** The theme that is on screen, whoever changes it: the person or the system. */
export function useTheme(): 'light' | 'dark' {
  const choice = usePreferences((state) => state.theme);
  return useSyncExternalStore(onSystemTheme, () => resolvedTheme(choice));
}

/** Follows the choice and the system; the first paint was already set by build/theme.js. */
export function followTheme(): void {
  const apply = () => {
    document.documentElement.dataset.theme = resolvedTheme(usePreferences.getState().theme);
  };
  apply();
  usePreferences.subscribe(apply);
  prefersDark().addEventListener('change', apply);
}
