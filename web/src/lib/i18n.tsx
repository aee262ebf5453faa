/** Typed texts: a missing key or a missing parameter does not compile. Each locale is a chunk of its own. */
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { type Dates, makeDates } from './dates';
import type { Dictionary } from './locales/en';
import { usePreferences } from './preferences';

export const LOCALES = ['es', 'en', 'pt'] as const;
export type Locale = (typeof LOCALES)[number];
type Key = keyof Dictionary;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type Values<K extends Key> = [Names<Dictionary[K]>] extends [never]
  ? []
  : [values: Record<Names<Dictionary[K]>, string | number>];
/** Keys whose texts take no parameters. */
export type PlainKey = { [K in Key]: [Names<Dictionary[K]>] extends [never] ? K : never }[Key];
type PluralBase = Key extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;

export type Texts = Record<Key, string>;
export type Translate = <K extends Key>(key: K, ...values: Values<K>) => string;
export type TranslateCount = (
  base: PluralBase,
  count: number,
  values?: Record<string, string | number>,
) => string;

const loaders: Record<Locale, () => Promise<Texts>> = {
  es: () => import('./locales/es').then((module) => module.es),
  en: () => import('./locales/en').then((module) => module.en),
  pt: () => import('./locales/pt').then((module) => module.pt),
};

export const loadTexts = (locale: Locale): Promise<Texts> => loaders[locale]();

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value);

/** The saved locale, else the first of the browser's languages that there is, else English. */
export function preferredLocale(): Locale {
  const saved = usePreferences.getState().locale;
  if (isLocale(saved)) return saved;
  return navigator.languages.map((language) => language.slice(0, 2)).find(isLocale) ?? 'en';
}

export function fill(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function translator(texts: Texts): Translate {
  return (key, ...[values]) => fill(texts[key], values);
}

export function counter(texts: Texts, locale: Locale): TranslateCount {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (base, count, values) => {
    const key: Key = rules.select(count) === 'one' ? `${base}.one` : `${base}.other`;
    return fill(texts[key], { n: numbers.format(count), ...values });
  };
}

type I18n = {
  locale: Locale;
  texts: Texts;
  t: Translate;
  count: TranslateCount;
  number: (value: number) => string;
  changeLocale: (locale: Locale) => Promise<void>;
};

const I18nContext = createContext<I18n | null>(null);
const DatesContext = createContext<Dates | null>(null);

export function I18nProvider(props: { locale: Locale; texts: Texts; children: ReactNode }) {
  const [{ locale, texts }, setLanguage] = useState({ locale: props.locale, texts: props.texts });
  const value = useMemo<I18n>(() => {
    const numbers = new Intl.NumberFormat(locale);
    return {
      locale,
      texts,
      t: translator(texts),
      count: counter(texts, locale),
      number: (amount) => numbers.format(amount),
      changeLocale: async (next) => {
        const loaded = await loadTexts(next);
        usePreferences.getState().set({ locale: next });
        setLanguage({ locale: next, texts: loaded });
      },
    };
  }, [locale, texts]);
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <I18nContext value={value}>
      <TimeZone>{props.children}</TimeZone>
    </I18nContext>
  );
}

/** Times below are shown in this zone: the organization's, or the device's where none is known. */
export function TimeZone({ zone, children }: { zone?: string; children: ReactNode }) {
  const { locale, t } = useI18n();
  const dates = useMemo(
    () =>
      makeDates(locale, zone, { now: t('time.now'), today: t('time.today'), yesterday: t('time.yesterday') }),
    [locale, zone, t],
  );
  return <DatesContext value={dates}>{children}</DatesContext>;
}

export function useI18n(): I18n {
  const value = useContext(I18nContext);
  if (value === null) throw new Error('useI18n needs an I18nProvider above it');
  return value;
}

export function useDates(): Dates {
  const value = useContext(DatesContext);
  if (value === null) throw new Error('useDates needs an I18nProvider above it');
  return value;
}
