/** What WhatsApp told of a person: no offers, or out of reach. */
import type { Contact } from '@/api/types';
import { useDates, useI18n } from '@/lib/i18n';
import { Banner } from './ui/banner';

export function ContactNotices({ contact }: { contact: Contact }) {
  const { t } = useI18n();
  const dates = useDates();
  const { unreachable_since, marketing_stopped_at } = contact;
  if (!unreachable_since && !marketing_stopped_at) return null;
  return (
    <div className="mt-4 flex flex-col gap-2">
      {unreachable_since && (
        <Banner tone="warn" title={t('contact.unreachable', { at: dates.full(unreachable_since) })}>
          {t('contact.unreachable_hint')}
        </Banner>
      )}
      {marketing_stopped_at && (
        <Banner tone="warn" title={t('contact.no_offers', { at: dates.full(marketing_stopped_at) })}>
          {t('contact.no_offers_hint')}
        </Banner>
      )}
    </div>
  );
}
