/** Who takes care of the ticket. */
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, UserRoundPlus, UserRoundX } from 'lucide-react';
import { membersQuery } from '@/api/directory';
import type { Conversation } from '@/api/types';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { useInboxActions } from '../data/mutations';

type Props = { conversation: Conversation; open: boolean; onOpenChange: (open: boolean) => void };

export function AssignMenu({ conversation, open, onOpenChange }: Props) {
  const { t } = useI18n();
  const { id, memberId, can } = useOrganization();
  const { assign } = useInboxActions();
  const members = useQuery(membersQuery(id)).data ?? [];
  const assignee = conversation.ticket?.assignee ?? null;
  const active = members.filter((member) => member.state === 'active');
  const me = active.find((member) => member.id === memberId);
  const others = active
    .filter((member) => member.id !== memberId)
    .sort((a, b) => a.name.localeCompare(b.name));
  const name = assignee?.id === memberId ? t('assign.me') : assignee?.name;
  return (
    <Menu
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button
          variant="outline"
          disabled={!can('tickets.assign')}
          aria-label={t('inbox.assigned_to', { name: name ?? t('assign.nobody') })}
          className="max-w-40 !pl-1.5 max-md:!w-11 max-md:!border-0 max-md:!bg-transparent max-md:!px-0"
        >
          {assignee ? <Avatar name={assignee.name} size={22} /> : <UserRoundPlus />}
          <span className="truncate max-lg:hidden">{name ?? t('assign.nobody')}</span>
          <ChevronDown className="!size-3.5 text-ink-3 max-lg:hidden" aria-hidden />
        </Button>
      }
    >
      {me && (
        <MenuItem checked={assignee?.id === me.id} onSelect={() => void assign(conversation, me)}>
          <Avatar name={me.name} size={22} />
          {t('assign.me')}
        </MenuItem>
      )}
      <MenuItem checked={assignee === null} onSelect={() => void assign(conversation, null)}>
        <UserRoundX className="mx-[3px] text-ink-3" />
        {t('assign.nobody')}
      </MenuItem>
      {others.length > 0 && <MenuSeparator />}
      {others.map((member) => (
        <MenuItem
          key={member.id}
          checked={assignee?.id === member.id}
          onSelect={() => void assign(conversation, member)}
        >
          <Avatar name={member.name} size={22} />
          <span className="truncate">{member.name}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
