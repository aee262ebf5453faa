/** The team: who belongs to it, in which role, and who is invited. */
import { useQuery } from '@tanstack/react-query';
import { UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { membersQuery } from '@/api/directory';
import { Button } from '@/components/ui/button';
import { Card, Page } from '@/components/ui/page';
import { ErrorState, Loading, NoPermission, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { InvitationList } from './invitation-list';
import { InviteDialog } from './invite-dialog';
import { MemberRow } from './member-row';

export function MembersPage() {
  const { t, count } = useI18n();
  const { id, can } = useOrganization();
  const [inviting, setInviting] = useState(false);
  const query = useQuery({ ...membersQuery(id), enabled: can('members.view') });
  const manages = can('members.manage');
  const invite = manages && (
    <Button variant="primary" className="!h-9 !px-3.5" onClick={() => setInviting(true)}>
      <UserRoundPlus />
      {t('members.invite')}
    </Button>
  );
  return (
    <Page title={t('nav.members')} description={t('members.hint')} action={can('members.view') && invite}>
      {!can('members.view') ? (
        <NoPermission />
      ) : query.data ? (
        <>
          <Card title={count('members.count', query.data.length)}>
            <ul className="divide-y divide-line">
              {query.data.map((member) => (
                <MemberRow key={member.id} member={member} />
              ))}
            </ul>
          </Card>
          {manages && <InvitationList />}
          <Roles />
        </>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-48 !rounded-xl" />
        </Loading>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

const ROLES = ['owner', 'admin', 'supervisor', 'agent'] as const;

function Roles() {
  const { t } = useI18n();
  return (
    <Card title={t('members.roles')}>
      <dl className="grid gap-x-8 gap-y-3 p-4 sm:grid-cols-2">
        {ROLES.map((role) => (
          <div key={role}>
            <dt className="text-13 font-medium">{t(`role.${role}`)}</dt>
            <dd className="text-13 text-ink-2">{t(`members.role.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
