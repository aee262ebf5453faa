/** A message that goes out at its time: changed, sent now, or taken back. */
import { CalendarClock, Pencil, SendHorizontal, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Message } from '@/api/types';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { randomKey } from '@/lib/random-key';
import { bringBack } from '../data/drafts';
import { againOf } from '../data/forward';
import { useInboxActions } from '../data/mutations';
import { enqueue, type Quote } from '../data/outbox';
import { composerId } from './use-conversation-commands';

/** Shorter waits are not worth a notice: what is tried again in a moment says nothing. */
const SOON = 60_000;

type Props = { message: Message; cause: string | undefined; onChange: (message: Message) => void };

export function Waiting({ message, cause, onChange }: Props) {
  const { t } = useI18n();
  const dates = useDates();
  const { can } = useOrganization();
  const { delivery } = message;
  const due = delivery?.due_at;
  if (!due || Date.parse(due) - Date.parse(delivery.queued_at ?? due) < SOON) return null;
  const when = dates.full(due);
  return (
    <div className="mt-1.5 -mx-1 flex max-w-[26rem] flex-col gap-1 rounded-lg bg-brass-soft px-2 py-1.5 text-12 text-ink">
      <p>
        {cause} {delivery.failure ? t('delivery.waits_until', { when }) : t('delivery.goes_at', { when })}
      </p>
      {can('messages.send') && <Ways message={message} onChange={onChange} />}
    </div>
  );
}

function Ways({ message, onChange }: { message: Message; onChange: (message: Message) => void }) {
  const { t, texts } = useI18n();
  const { edit } = useInboxActions();
  const cancel = useCancel();
  const [busy, setBusy] = useState(false);
  const isText = message.kind === 'text';
  const sendNow = () => {
    setBusy(true);
    edit(message.conversation_id, message.id, { send_now: true })
      .catch((error: unknown) => toast(problemText(texts, error), { tone: 'bad' }))
      .finally(() => setBusy(false));
  };
  return (
    <div className="flex flex-wrap gap-1">
      <Button variant="outline" onClick={() => onChange(message)}>
        {isText ? <Pencil /> : <CalendarClock />}
        {t(isText ? 'action.edit' : 'schedule.change')}
      </Button>
      <Button busy={busy} onClick={sendNow}>
        <SendHorizontal />
        {t('schedule.send_now')}
      </Button>
      <Button onClick={() => void cancel(message)}>
        <Trash2 />
        {t('delivery.cancel')}
      </Button>
    </div>
  );
}

/** What it answers, where that is here. */
const quoteOf = ({ reply_to }: Message): Quote | null =>
  reply_to?.id ? { ...reply_to, id: reply_to.id } : null;

/** Undone, words come back to where they were written; anything else is scheduled once more. */
function useCancel(): (message: Message) => Promise<void> {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const { discard } = useInboxActions();
  return async (message) => {
    const { id, conversation_id: conversation, kind, text } = message;
    const replyTo = quoteOf(message);
    if (!(await discard(conversation, id))) return;
    if (kind === 'text') {
      const undo = () => {
        bringBack(conversation, text ?? '', replyTo);
        document.getElementById(composerId(conversation))?.focus();
      };
      toast(t('schedule.cancelled'), { undo });
      return;
    }
    const again = againOf(message);
    const schedule = () =>
      again &&
      enqueue({
        ...again,
        key: randomKey(),
        organization,
        conversation,
        previewUrl: false,
        replyTo,
        sendAt: message.delivery?.due_at ?? null,
        writtenAt: Date.now(),
        after: { sort_at: message.sort_at, id },
      });
    toast(t('schedule.cancelled'), { undo: again ? schedule : undefined });
  };
}
