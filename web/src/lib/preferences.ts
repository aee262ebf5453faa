/** What a person chose on this device. */
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

/** Follows the choice and the system; the first paint was already set by build/theme.js. */
export function followTheme(): void {
  const apply = () => {
    document.documentElement.dataset.theme = resolvedTheme(usePreferences.getState().theme);
  };
  apply();
  usePreferences.subscribe(apply);
  prefersDark().addEventListener('change', apply);
}
