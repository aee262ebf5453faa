/** Money as people read it: whole down to a millionth, since a message may cost less than a cent. */
import type { Money } from '@/api/prices';
import { useI18n } from './i18n';

const MOST_DECIMALS = 6;
const MICROS = 1_000_000;

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, currency: string, signed: boolean): Intl.NumberFormat {
  const key = `${locale} ${currency} ${signed}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: MOST_DECIMALS,
    signDisplay: signed ? 'exceptZero' : 'auto',
  });
  formats.set(key, format);
  return format;
}

/** `signed`: a difference says that it is more. */
export const moneyText = (locale: string, { amount, currency }: Money, signed = false): string =>
  formatOf(locale, currency, signed).format(Number(amount));

export function useMoney(): (money: Money, signed?: boolean) => string {
  const { locale } = useI18n();
  return (money, signed) => moneyText(locale, money, signed);
}

/** To calculate with: sums of decimals would not be exact. */
export const microsOf = ({ amount }: Pick<Money, 'amount'>): number => Math.round(Number(amount) * MICROS);

export function ofMicros(micros: number, currency: string): Money {
  const sign = micros < 0 ? '-' : '';
  const size = Math.abs(Math.round(micros));
  const decimals = String(size % MICROS)
    .padStart(MOST_DECIMALS, '0')
    .replace(/0+$/, '');
  return {
    amount: `${sign}${Math.floor(size / MICROS)}${decimals === '' ? '' : `.${decimals}`}`,
    currency,
  };
}

const AMOUNT = /^\d{1,9}(\.\d{1,6})?$/;

/** What a person wrote as an amount, as the server wants it; null for what is none, or nothing. */
export function amountOf(text: string): string | null {
  const amount = text.trim().replace(',', '.');
  return AMOUNT.test(amount) && Number(amount) > 0 ? amount : null;
}
