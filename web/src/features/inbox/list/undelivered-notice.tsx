/** On a phone, where the navigation has no room for it: that something did not arrive. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, MailWarning } from 'lucide-react';
import { letterCountsQuery } from '@/api/dead-letters';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';

export function UndeliveredNotice() {
  const { count } = useI18n();
  const { id } = useOrganization();
  const total = useQuery(letterCountsQuery(id, {})).data?.total ?? 0;
  if (total === 0) return null;
  return (
    <Link
      to="/o/$org/not-delivered"
      params={{ org: id }}
      className="mx-4 mb-2 flex min-h-11 items-center gap-2 rounded-lg bg-danger-soft px-3 text-13 font-medium text-danger md:hidden"
    >
      <MailWarning className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">{count('undelivered.badge', total)}</span>
      <ChevronRight className="size-4 shrink-0" aria-hidden />
    </Link>
  );
}
