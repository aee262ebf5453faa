/** Invitations that nobody has accepted yet. */
import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/page';
import { serverNow } from '@/lib/clock';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { useRevokeInvitation } from './mutations';
import { invitationsQuery } from './queries';

export function InvitationList() {
  const { t } = useI18n();
  const dates = useDates();
  const { id } = useOrganization();
  const invitations = useQuery(invitationsQuery(id)).data ?? [];
  const revoke = useRevokeInvitation();
  if (invitations.length === 0) return null;
  return (
    <Card title={t('members.invitations')}>
      <ul className="divide-y divide-line">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-48">
              <div className="truncate text-13 font-medium">{invitation.email ?? t('members.anyone')}</div>
              <div className="text-12 text-ink-3">
                {t(`role.${invitation.role}`)} ·{' '}
                {t('members.expires', { at: dates.full(invitation.expires_at) })}
                {Date.parse(invitation.expires_at) < serverNow() && ` · ${t('members.expired')}`}
              </div>
            </div>
            <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate(invitation.id)}>
              {t('members.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
