/** What Meta is going to do with a template, in words. */
import { useDates, useI18n } from '@/lib/i18n';
import type { Template } from './queries';

type Announced = { becomes: string | null; disabledFrom: string | null };

export function useAnnounced({ announced: { category, disable_at } }: Template): Announced {
  const { t } = useI18n();
  const dates = useDates();
  // Meta writes a day, or the seconds since 1970.
  const day = (at: string) => (/^\d{9,}$/.test(at) ? dates.full(Number(at) * 1_000) : at);
  return {
    becomes: category && t('templates.becomes', { category: t(`templates.category_${category}`) }),
    disabledFrom: disable_at && t('templates.disabled_from', { at: day(disable_at) }),
  };
}
