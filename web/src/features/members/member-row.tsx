/** One member with role and state. */

import type { Member } from '@/api/types';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { serverNow } from '@/lib/clock';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { useUpdateMember } from './mutations';
import { isRole, RoleOptions } from './role-options';

export function MemberRow({ member }: { member: Member }) {
  const { t } = useI18n();
  const dates = useDates();
  const { memberId, role, can } = useOrganization();
  const update = useUpdateMember();
  const active = member.state === 'active';
  const me = member.id === memberId;
  const manages = can('members.manage') && (member.role !== 'owner' || role === 'owner');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Avatar name={member.name} size={36} />
      <div className="min-w-0 flex-1 basis-48">
        <div className="truncate text-14 font-medium">
          {member.name} {me && <span className="font-normal text-ink-3">({t('members.you')})</span>}
        </div>
        <div className="truncate text-12 text-ink-3">
          {member.email}
          {member.last_seen_at &&
            ` · ${t('members.seen', { ago: dates.ago(member.last_seen_at, serverNow()) })}`}
        </div>
      </div>
      {!active && <Status tone="quiet">{t('members.disabled')}</Status>}
      {manages ? (
        <select
          aria-label={t('members.role_of', { name: member.name })}
          value={member.role}
          disabled={update.isPending}
          onChange={(event) =>
            isRole(event.target.value) && update.mutate({ member: member.id, role: event.target.value })
          }
          className="h-8 rounded-md border border-line-2 bg-surface px-2 text-13 max-md:h-11"
        >
          <RoleOptions />
        </select>
      ) : (
        <span className="text-13 text-ink-2">{t(`role.${member.role}`)}</span>
      )}
      {manages && !me && (
        <Button
          variant={active ? 'danger' : 'outline'}
          busy={update.isPending}
          onClick={() => update.mutate({ member: member.id, state: active ? 'disabled' : 'active' })}
        >
          {t(active ? 'members.disable' : 'members.enable')}
        </Button>
      )}
    </li>
  );
}
