/** Why a message did not go out, what to do, and the ways to do it. */
import { Check, RotateCcw, SendHorizontal, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem } from '@/api/problem';
import type { Message } from '@/api/types';
import { Button } from '@/components/ui/button';
import { useOrganization } from '@/lib/current-organization';
import { causeText, reasonText } from '@/lib/failure-text';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { changeDraft } from '../data/drafts';
import { useInboxActions } from '../data/mutations';
import { type Outgoing, removeOutgoing, tryAgain } from '../data/outbox';
import { Waiting } from './waiting';

type Props = {
  message: Message;
  outgoing: Outgoing | null;
  /** Opens what waits, to be changed. */
  onChange: (message: Message) => void;
};

export function DeliveryProblem({ message, outgoing, onChange }: Props) {
  if (outgoing?.state === 'refused') return <Refused outgoing={outgoing} />;
  if (message.delivery?.state === 'failed') return <Failed message={message} />;
  if (message.delivery?.state === 'uncertain') return <Uncertain message={message} />;
  return <Held message={message} onChange={onChange} />;
}

const BOX = 'mt-1.5 -mx-1 flex flex-col gap-1 rounded-lg px-2 py-1.5 text-12 max-w-[26rem]';

/** The server did not take it: the text is still here. */
function Refused({ outgoing }: { outgoing: Outgoing }) {
  const { t, texts } = useI18n();
  const { key, conversation, problem, body, replyTo, door } = outgoing;
  const error = problem && new ApiProblem(problem.status, problem.code, problem.detail, problem.params);
  const edit = () => {
    changeDraft(conversation, { text: body, replyTo, door });
    removeOutgoing(key);
  };
  return (
    <div className={`${BOX} bg-danger-soft`}>
      <p className="text-ink">
        <strong className="font-semibold text-danger">{t('delivery.not_sent')}</strong>{' '}
        {problemText(texts, error)}
      </p>
      <div className="flex flex-wrap gap-1">
        {problem?.code === 'schedule_out_of_range' ? (
          <Button variant="outline" onClick={() => tryAgain(key, { sendAt: null })}>
            <SendHorizontal />
            {t('schedule.send_now')}
          </Button>
        ) : (
          <Button variant="outline" onClick={() => tryAgain(key)}>
            <RotateCcw />
            {t('action.retry')}
          </Button>
        )}
        {!outgoing.what && <Button onClick={edit}>{t('action.edit')}</Button>}
        <Button onClick={() => removeOutgoing(key)}>
          <Trash2 />
          {t('action.delete')}
        </Button>
      </div>
    </div>
  );
}

function Failed({ message }: { message: Message }) {
  const { t, texts, locale } = useI18n();
  const { retry, discard } = useInboxActions();
  const failure = message.delivery?.failure;
  const cause = causeText(texts, locale, failure);
  const action = failure?.action?.[locale];
  return (
    <div className={`${BOX} bg-danger-soft`}>
      <p className="text-ink">
        <strong className="font-semibold text-danger">{t('delivery.not_delivered')}</strong> {cause} {action}
        {failure?.code != null && (
          <span className="text-ink-2"> ({t('delivery.meta_code', { code: failure.code })})</span>
        )}
      </p>
      <div className="flex flex-wrap gap-1">
        {failure?.retryable !== false && (
          <Button variant="outline" onClick={() => void retry(message.conversation_id, message.id, false)}>
            <RotateCcw />
            {t('action.retry')}
          </Button>
        )}
        <Button onClick={() => void discard(message.conversation_id, message.id)}>
          <Trash2 />
          {t('action.delete')}
        </Button>
      </div>
    </div>
  );
}

/** Nobody has to do anything now: Meta keeps it back, or it goes out by itself later. */
function Held({ message, onChange }: Pick<Props, 'message' | 'onChange'>) {
  const { t, texts, locale } = useI18n();
  const failure = message.delivery?.failure;
  const own = reasonText(texts, failure?.reason);
  const state = message.delivery?.state;
  const cause = failure?.cause?.[locale] ?? own;
  if (state === 'waiting') return <Waiting message={message} cause={cause} onChange={onChange} />;
  if (!cause || (state !== 'sent' && state !== 'queued')) return null;
  return (
    <p className={`${BOX} bg-brass-soft text-ink`}>
      <span>
        <strong className="font-semibold text-brass-ink">
          {t(state === 'sent' ? 'delivery.held' : 'delivery.later')}
        </strong>{' '}
        {cause} {failure?.action?.[locale]}
      </span>
    </p>
  );
}

/** A person left it as it is. */
const LEFT = 'left_as_it_is';

/** It may have arrived: sending again is the agent's decision, in two steps; so is leaving it. */
function Uncertain({ message }: { message: Message }) {
  const { t } = useI18n();
  const { can } = useOrganization();
  const { leave } = useInboxActions();
  const [asking, setAsking] = useState(false);
  const left = message.delivery?.failure?.reason === LEFT;
  const hint = t(left ? 'delivery.left' : 'delivery.uncertain_hint');
  return (
    <div className={`${BOX} bg-brass-soft`}>
      <p className="text-ink">
        <strong className="font-semibold text-brass-ink">{t('delivery.uncertain_title')}</strong>{' '}
        {asking ? t('delivery.uncertain_ask') : hint}
      </p>
      {can('messages.send') && (
        <div className="flex flex-wrap gap-1">
          {asking ? (
            <OnceMore message={message} onCancel={() => setAsking(false)} />
          ) : (
            <>
              <Button variant="outline" onClick={() => setAsking(true)}>
                <RotateCcw />
                {t('delivery.send_again')}
              </Button>
              {!left && (
                <Button onClick={() => void leave(message.conversation_id, message.id)}>
                  <Check />
                  {t('delivery.leave')}
                </Button>
              )}
            </>
          )}
        </div>
      )}
    </div>
  );
}

function OnceMore({ message, onCancel }: { message: Message; onCancel: () => void }) {
  const { t } = useI18n();
  const { retry } = useInboxActions();
  return (
    <>
      <Button variant="outline" onClick={() => void retry(message.conversation_id, message.id, true)}>
        {t('delivery.send_again')}
      </Button>
      <Button onClick={onCancel}>{t('action.cancel')}</Button>
    </>
  );
}
