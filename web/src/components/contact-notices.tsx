/** What stands in the way to a person: blocked by the team, no offers, out of reach. */
import type { Contact } from '@/api/types';
import { useDates, useI18n } from '@/lib/i18n';
import { BlockedBanner } from './contact-block';
import { Banner } from './ui/banner';

export function ContactNotices({ contact }: { contact: Contact }) {
  const { t } = useI18n();
  const dates = useDates();
  const { blocked_at, unreachable_since, marketing_stopped_at } = contact;
  if (!blocked_at && !unreachable_since && !marketing_stopped_at) return null;
  return (
    <div className="mt-4 flex flex-col gap-2">
      {blocked_at && <BlockedBanner contact={contact} since={blocked_at} />}
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
