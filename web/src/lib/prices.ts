/** The words of prices and routes: what a message costs and why, and what the router found of a door. */
import type { DoorKind, DoorVerdict, MessageQuote, QuotedDoor, QuotedPrice } from '@/api/prices';
import type { Translate } from './i18n';

/** Door, amount and reason in few words; `tone` says how much of a notice it is. */
export type PriceLine = {
  text: string;
  /** Without the reason, where there is no room for it. */
  short: string;
  tone: 'free' | 'charged' | 'unknown' | 'none';
};

export const isFree = ({ money }: Pick<QuotedPrice, 'money'>): boolean =>
  money !== null && Number(money.amount) === 0;

/** The doors that the line has; of others the router only tells that the policy names them. */
export const ownDoors = (quote: MessageQuote): QuotedDoor[] =>
  quote.options.filter((option) => option.price !== null);

/** The door that the message takes, else the one that was asked for, else the first. */
export function shownDoor(quote: MessageQuote, chosen: DoorKind | null): QuotedDoor | undefined {
  const wanted = quote.door ?? chosen;
  const doors = ownDoors(quote);
  return doors.find((option) => option.door === wanted) ?? doors[0] ?? quote.options[0];
}

/** What a person may choose: it goes now, or when the door's pause is over. */
const CHOOSABLE: readonly DoorVerdict[] = [
  'usable',
  'dearer',
  'price_unknown',
  'policy_excludes',
  'held',
  'breaker_open',
];

export const isChoosable = ({ verdict }: Pick<QuotedDoor, 'verdict'>): boolean => CHOOSABLE.includes(verdict);

type Words = { t: Translate; money: (money: NonNullable<QuotedPrice['money']>) => string };

/** Free, an amount, or that nobody knows. */
export function priceText({ t, money }: Words, price: Pick<QuotedPrice, 'money'>): string {
  if (price.money === null) return t('price.unknown');
  return isFree(price) ? t('price.free') : money(price.money);
}

/** `country`: the customer's, in the reader's words. */
export function priceLine(words: Words, quote: MessageQuote, option: QuotedDoor, country: string): PriceLine {
  const { t } = words;
  const { price } = option;
  const line = (tone: PriceLine['tone'], short: string, reason: string): PriceLine => ({
    text: `${short} · ${reason}`,
    short,
    tone,
  });
  if (quote.door === null || price === null)
    return line('none', t('price.cannot'), t(`verdict.short.${option.verdict}`));
  const amount = priceText(words, price);
  if (price.money === null) return line('unknown', amount, t(`price.short.${price.rule}`));
  if (isFree(price)) return line('free', amount, t(`price.short.${price.rule}`));
  const where = country || price.market;
  const what = t(`price.category_${quote.category}`);
  return line('charged', amount, where ? `${what}, ${where}` : what);
}

/** A card's first day; the calendar of cards is that of UTC. */
export const cardDay = (locale: string, at: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(at));

const regions = new Map<string, Intl.DisplayNames>();

/** In the reader's words; empty for what is no country. */
export function countryName(locale: string, code: string | null): string {
  if (code === null || !/^[A-Z]{2}$/.test(code)) return '';
  const names = regions.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region' });
  regions.set(locale, names);
  return names.of(code) ?? code;
}
