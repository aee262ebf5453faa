/** Why a message did not go out, in the reader's words. */
import type { Locale, Texts } from './i18n';
import { isKey } from './problem-text';

type Texts3 = Record<Locale, string>;
type Failure = {
  reason: string;
  title: string;
  details: string | null;
  cause: Texts3 | null;
};

/** Our own reasons, which no code of Meta's explains. */
export function reasonText(texts: Texts, reason: string | undefined): string | undefined {
  const key = `reason.${reason}`;
  return isKey(texts, key) ? texts[key] : undefined;
}

export function causeText(texts: Texts, locale: Locale, failure: Failure | null | undefined): string {
  return (
    failure?.cause?.[locale] ??
    reasonText(texts, failure?.reason) ??
    failure?.details ??
    failure?.title ??
    texts['delivery.failed_unknown']
  );
}
