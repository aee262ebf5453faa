/** The way to a later moment, beside the button that sends now. */
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import type { Conversation } from '@/api/types';
import { toast } from '@/components/ui/toast';
import { useCommands } from '@/lib/commands';
import { useI18n } from '@/lib/i18n';
import { composerId } from '../thread/use-conversation-commands';
import { LATER_KEY, LaterMenu } from './later-menu';
import type { Editor } from './use-editor';

type Props = { conversation: Conversation; editor: Editor; onTemplate: (() => void) | null };

export function SendLater({ conversation, editor, onTemplate }: Props) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const run = () => {
    if (editor.sendable) {
      setOpen(true);
      return;
    }
    document.getElementById(composerId(conversation.id))?.focus();
    toast(t('schedule.write_first'));
  };
  const title = t('schedule.later');
  useCommands([
    { id: 'send-later', title, group: 'conversation', keys: [LATER_KEY], icon: CalendarClock, run },
  ]);
  return (
    <LaterMenu
      disabled={!editor.sendable}
      closesAt={conversation.window.closes_at}
      onTemplate={onTemplate}
      onChoose={(at) => editor.send(false, at)}
      open={open}
      onOpenChange={setOpen}
    />
  );
}
