/** The advertisement or post that brought the customer here. */
import { Megaphone } from 'lucide-react';
import type { Message } from '@/api/types';
import { useI18n } from '@/lib/i18n';

export function ReferralCard({ referral }: { referral: NonNullable<Message['referral']> }) {
  const { t } = useI18n();
  const source = referral.source_url;
  return (
    <div className="mt-0.5 mb-1 rounded-md border-l-[3px] border-brass bg-hover px-2.5 py-1.5 text-12">
      <div className="flex items-center gap-1.5 font-semibold text-brass-ink">
        <Megaphone className="size-3.5" aria-hidden />
        {t(referral.source_type === 'post' ? 'message.referral_post' : 'message.referral_ad')}
      </div>
      {referral.headline && <div className="mt-0.5 font-medium text-ink">{referral.headline}</div>}
      {referral.body && <div className="line-clamp-3 text-ink-2">{referral.body}</div>}
      {source && /^https?:\/\//.test(source) && (
        <a
          href={source}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="mt-0.5 block truncate text-verdi-ink underline"
        >
          {source}
        </a>
      )}
    </div>
  );
}
