/** Changes what is scheduled: its words, its moment. Whatever becomes of it meanwhile, the words are kept. */
import { useState } from 'react';
import type { Conversation, Message } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { AreaField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { MomentField, useMoment } from '../composer/moment-field';
import { bringBack } from '../data/drafts';
import { type MessageChange, useInboxActions } from '../data/mutations';
import { LIMIT } from '../data/text-limit';
import { composerId } from './use-conversation-commands';

type Props = {
  /** As it is now. */
  message: Message;
  conversation: Conversation;
  onClose: () => void;
};

const isWaiting = ({ delivery }: Message): boolean =>
  delivery?.state === 'waiting' || delivery?.state === 'queued';

export function EditDialog({ message, conversation, onClose }: Props) {
  const { t, texts } = useI18n();
  const { edit } = useInboxActions();
  const [begun] = useState(message);
  const [text, setText] = useState(message.text ?? '');
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isText = begun.kind === 'text';
  const closesAt = begun.kind === 'template' ? null : conversation.window.closes_at;
  const due = begun.delivery?.due_at;
  const moment = useMoment(due ? Date.parse(due) : null, closesAt);
  const length = [...text.trim()].length;
  const gone = !isWaiting(message);
  const change = changeOf(begun, text, moment.at);
  const sound = moment.ready && (!isText || (length > 0 && length <= LIMIT));
  const save = () => {
    if (gone || !sound) return;
    if (change === null) {
      onClose();
      return;
    }
    setSaving(true);
    setError(null);
    edit(begun.conversation_id, begun.id, change)
      .then(onClose, setError)
      .finally(() => setSaving(false));
  };
  const keep = () => {
    bringBack(begun.conversation_id, text, null);
    onClose();
    document.getElementById(composerId(begun.conversation_id))?.focus();
  };
  return (
    <Dialog open onClose={onClose} title={t('schedule.change_title')}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {gone ? (
          <Banner tone="bad" title={t('schedule.gone')}>
            {change?.text && t('schedule.gone_hint')}
          </Banner>
        ) : (
          error !== null && <Banner tone="bad" title={problemText(texts, error)} />
        )}
        {isText && (
          <AreaField
            label={t('schedule.text')}
            value={text}
            error={length > LIMIT ? t('composer.length', { n: length, limit: LIMIT }) : undefined}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        {!gone && <MomentField moment={moment} closesAt={closesAt} onTemplate={null} />}
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t(gone ? 'action.close' : 'action.cancel')}
          </Button>
          {gone ? (
            change?.text && (
              <Button variant="primary" onClick={keep}>
                {t('schedule.to_composer')}
              </Button>
            )
          ) : (
            <Button variant="primary" type="submit" busy={saving} disabled={!sound}>
              {t('action.save')}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** Only what is different: a moment that has just passed need not be one that may be chosen. */
function changeOf(begun: Message, text: string, at: number | null): MessageChange | null {
  const body = text.trim();
  const changed = begun.kind === 'text' && body !== begun.text;
  const due = Date.parse(begun.delivery?.due_at ?? '');
  // The field knows no seconds.
  const moved = at !== null && Math.floor(due / 60_000) !== Math.floor(at / 60_000);
  if (!changed && !moved) return null;
  const preview_url = begun.content.preview_url === true;
  return {
    ...(changed && { text: { body, preview_url } }),
    ...(moved && { send_at: new Date(at).toISOString() }),
  };
}
