/** Who this is, who takes care of it, and the main actions. */
import {
  ArrowLeft,
  CalendarSearch,
  Check,
  Info,
  Link,
  MailQuestion,
  MoreHorizontal,
  RotateCcw,
  UserRoundPlus,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Conversation } from '@/api/types';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { Tip } from '@/components/ui/tip';
import { contactTitle } from '@/lib/contact-title';
import { useI18n } from '@/lib/i18n';
import { useLiveState } from '@/lib/live-state';
import { formatPhone } from '@/lib/phone';
import { LineDot } from '../list/line-dot';
import { AssignMenu } from './assign-menu';
import type { ConversationCommands } from './use-conversation-commands';

type Props = {
  conversation: Conversation;
  commands: ConversationCommands;
  detailsOpen: boolean;
  memberId: string;
};

export function ThreadHeader({ conversation, commands, detailsOpen, memberId }: Props) {
  const { t } = useI18n();
  const title = contactTitle(conversation.contact);
  return (
    <header className="relative z-10 flex h-[60px] shrink-0 items-center gap-2 border-b border-line bg-surface pr-3 pl-4 max-md:gap-0.5 max-md:px-1">
      <IconButton label={t('action.back')} onClick={commands.leave} className="md:!hidden">
        <ArrowLeft />
      </IconButton>
      <button
        type="button"
        onClick={commands.toggleDetails}
        className="flex h-full min-w-0 flex-1 items-center gap-3 text-left"
      >
        <Avatar name={title} size={36} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-14 font-semibold tracking-[-0.01em]">{title}</span>
          <Subtitle conversation={conversation} />
        </span>
      </button>
      <Viewers conversation={conversation.id} memberId={memberId} />
      {conversation.ticket && (
        <AssignMenu
          conversation={conversation}
          open={commands.assigning}
          onOpenChange={commands.setAssigning}
        />
      )}
      <MoreMenu conversation={conversation} commands={commands} />
      <IconButton
        label={t('details.title')}
        keys="]"
        active={detailsOpen}
        onClick={commands.toggleDetails}
        className="max-md:!hidden"
      >
        <Info />
      </IconButton>
      <ResolveButton conversation={conversation} commands={commands} />
    </header>
  );
}

function Subtitle({ conversation }: { conversation: Conversation }) {
  const { phone, username } = conversation.contact;
  return (
    <span className="flex items-center gap-1.5 truncate text-12 text-ink-3">
      <span className="truncate font-mono text-[11.5px] tracking-[-0.02em]">
        {phone ? formatPhone(phone) : username}
      </span>
      <span aria-hidden className="max-sm:hidden">
        ·
      </span>
      <span className="flex min-w-0 items-center gap-1 max-sm:hidden">
        <LineDot id={conversation.line.id} />
        <span className="truncate">{conversation.line.name}</span>
      </span>
    </span>
  );
}

/** Teammates who have the same conversation open. */
function Viewers({ conversation, memberId }: { conversation: string; memberId: string }) {
  const { t } = useI18n();
  const members = useLiveState((state) => state.members);
  const here = members.filter((one) => one.conversation_id === conversation && one.member_id !== memberId);
  if (here.length === 0) return null;
  const names = here.map((one) => one.name).join(', ');
  return (
    <Tip label={t('thread.viewing', { names })}>
      <span
        role="img"
        aria-label={t('thread.viewing', { names })}
        className="flex shrink-0 -space-x-1.5 max-sm:hidden"
      >
        {here.slice(0, 3).map((one) => (
          <Avatar key={one.member_id} name={one.name} size={24} className="ring-2 ring-surface" />
        ))}
      </span>
    </Tip>
  );
}

function MoreMenu({
  conversation,
  commands,
}: {
  conversation: Conversation;
  commands: ConversationCommands;
}) {
  const { t } = useI18n();
  const item = (icon: ReactNode, label: string, onSelect: () => void) => (
    <MenuItem onSelect={onSelect}>
      {icon}
      {label}
    </MenuItem>
  );
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t('action.more')}>
          <MoreHorizontal />
        </IconButton>
      }
    >
      {item(<MailQuestion />, t('command.unread'), commands.markUnread)}
      {conversation.ticket && item(<UserRoundPlus />, t('command.assign'), () => commands.setAssigning(true))}
      {item(<CalendarSearch />, t('command.to_date'), commands.pickDate)}
      {item(<Link />, t('command.copy_link'), () => void commands.copyLink())}
      <MenuSeparator />
      {item(<Info />, t('details.title'), commands.toggleDetails)}
    </Menu>
  );
}

function ResolveButton({
  conversation,
  commands,
}: {
  conversation: Conversation;
  commands: ConversationCommands;
}) {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  if (!conversation.ticket) return null;
  const open = conversation.ticket.state === 'open';
  const run = async () => {
    setBusy(true);
    await (open ? commands.resolve() : commands.reopen());
    setBusy(false);
  };
  return (
    <Button
      variant={open ? 'primary' : 'outline'}
      busy={busy}
      onClick={() => void run()}
      className="ml-1 max-md:ml-0 max-md:!w-11 max-md:!border-0 max-md:!bg-transparent max-md:!px-0 max-md:!text-verdi-ink max-md:[&_svg]:!size-5"
    >
      {open ? <Check className="!stroke-[2.25]" /> : <RotateCcw />}
      <span className="max-md:sr-only">{t(open ? 'action.resolve' : 'action.reopen')}</span>
      <kbd className="ml-0.5 font-mono text-11 opacity-70 max-md:hidden">E</kbd>
    </Button>
  );
}
