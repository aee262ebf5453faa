import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { I18nProvider } from '@/lib/i18n';
import { en } from '@/lib/locales/en';
import { dayName, useRowName } from './names';
import type { SpendBy } from './queries';

const wrapper = ({ children }: { children: ReactNode }) => (
  <I18nProvider locale="en" texts={en}>
    {children}
  </I18nProvider>
);

const nameOf = (by: SpendBy, key: string | null, line_id: string | null = null) =>
  renderHook(() => useRowName(by, []), { wrapper }).result.current({ key, line_id });

it('names each side in words, and leaves a word that it does not know', () => {
  expect(nameOf('day', '2026-11-30')).toBe('Nov 30, 2026');
  expect(nameOf('category', 'authentication_international')).toBe('Authentication, international');
  expect(nameOf('category', 'brand_new')).toBe('brand_new');
  expect(nameOf('door', 'lite')).toBe('Linked phone');
  expect(nameOf('sender', 'campaign')).toBe('Campaigns');
  expect(nameOf('country', 'BR')).toBe('Brazil');
  expect(nameOf('country', null)).toBe('Country not known');
  expect(nameOf('line', null, 'line_gone')).toBe('Line that no longer exists');
});

it('names months', () => {
  expect(dayName('en', '2026-11')).toBe('November 2026');
});
