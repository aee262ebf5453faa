/** What one does with the open conversation, by mouse, by key and from the palette. */

import {
  CalendarSearch,
  Check,
  Info,
  Link,
  MailQuestion,
  MessageSquareReply,
  RotateCcw,
  UserRoundCheck,
  UserRoundPlus,
} from 'lucide-react';
import { useState } from 'react';
import type { Conversation } from '@/api/types';
import { toast } from '@/components/ui/toast';
import { copyText } from '@/lib/clipboard';
import { type Command, useCommands } from '@/lib/commands';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { useInboxActions } from '../data/mutations';

export type ConversationCommands = {
  leave: () => void;
  resolve: () => Promise<void>;
  reopen: () => Promise<void>;
  markUnread: () => void;
  copyLink: () => Promise<void>;
  pickDate: () => void;
  toggleDetails: () => void;
  assigning: boolean;
  setAssigning: (open: boolean) => void;
};

type Props = {
  conversation: Conversation;
  leave: () => void;
  goNext: () => void;
  pickDate: () => void;
  toggleDetails: () => void;
};

export const composerId = (conversation: string): string => `composer-${conversation}`;

export function useConversationCommands(props: Props): ConversationCommands {
  const { conversation, leave, goNext, pickDate, toggleDetails } = props;
  const { t } = useI18n();
  const { memberId, me } = useOrganization();
  const actions = useInboxActions();
  const [assigning, setAssigning] = useState(false);
  const title = contactTitle(conversation.contact);
  const open = conversation.ticket?.state === 'open';

  const commands: ConversationCommands = {
    leave,
    assigning,
    setAssigning,
    pickDate,
    toggleDetails,
    async resolve() {
      goNext();
      toast(t('inbox.resolved', { name: title }), { undo: () => void actions.reopen(conversation) });
      await actions.resolve(conversation);
    },
    reopen: () => actions.reopen(conversation),
    markUnread() {
      leave();
      void actions.markUnread(conversation);
    },
    async copyLink() {
      const address = window.location.href.split('#')[0] ?? '';
      if (await copyText(address)) toast(t('action.copied'));
    },
  };

  const list: Command[] = [
    {
      id: 'reply',
      title: t('command.reply'),
      group: 'conversation',
      keys: ['r'],
      icon: MessageSquareReply,
      run: () => document.getElementById(composerId(conversation.id))?.focus(),
    },
    {
      id: 'unread',
      title: t('command.unread'),
      group: 'conversation',
      keys: ['u'],
      icon: MailQuestion,
      run: commands.markUnread,
    },
    {
      id: 'details',
      title: t('command.details'),
      group: 'conversation',
      keys: [']'],
      icon: Info,
      run: toggleDetails,
    },
    {
      id: 'to-date',
      title: t('command.to_date'),
      group: 'conversation',
      keys: ['d'],
      icon: CalendarSearch,
      run: pickDate,
    },
    {
      id: 'copy-link',
      title: t('command.copy_link'),
      group: 'conversation',
      keys: ['y'],
      icon: Link,
      run: () => void commands.copyLink(),
    },
    {
      id: 'leave',
      title: t('command.leave'),
      group: 'conversation',
      keys: ['escape'],
      keyOnly: true,
      run: leave,
    },
  ];
  if (conversation.ticket) {
    list.unshift(
      open
        ? {
            id: 'resolve',
            title: t('command.resolve'),
            group: 'conversation',
            keys: ['e'],
            icon: Check,
            run: () => void commands.resolve(),
          }
        : {
            id: 'reopen',
            title: t('command.reopen'),
            group: 'conversation',
            keys: ['e'],
            icon: RotateCcw,
            run: () => void commands.reopen(),
          },
      {
        id: 'assign',
        title: t('command.assign'),
        group: 'conversation',
        keys: ['a'],
        icon: UserRoundPlus,
        run: () => setAssigning(true),
      },
      {
        id: 'assign-me',
        title: t('command.assign_me'),
        group: 'conversation',
        keys: ['i'],
        icon: UserRoundCheck,
        run: () => void actions.assign(conversation, { id: memberId, name: me.user.name }),
      },
    );
  }
  useCommands(list);
  return commands;
}
