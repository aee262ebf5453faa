/** Why a message did not go out, what to do, and the ways to do it. */
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem } from '@/api/problem';
import type { Message } from '@/api/types';
import { Button } from '@/components/ui/button';
import { causeText, reasonText } from '@/lib/failure-text';
import { useDates, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { changeDraft } from '../data/drafts';
import { useInboxActions } from '../data/mutations';
import { type Outgoing, removeOutgoing, tryAgain } from '../data/outbox';

type Props = { message: Message; outgoing: Outgoing | null };

export function DeliveryProblem({ message, outgoing }: Props) {
  if (outgoing?.state === 'refused') return <Refused outgoing={outgoing} />;
  if (message.delivery?.state === 'failed') return <Failed message={message} />;
  if (message.delivery?.state === 'uncertain') return <Uncertain message={message} />;
  return <Held message={message} />;
}

/** Shorter waits are not worth a notice. */
const SOON = 60_000;

const BOX = 'mt-1.5 -mx-1 flex flex-col gap-1 rounded-lg px-2 py-1.5 text-12 max-w-[26rem]';

/** The server did not take it: the text is still here. */
function Refused({ outgoing }: { outgoing: Outgoing }) {
  const { t, texts } = useI18n();
  const { key, conversation, problem, body, replyTo } = outgoing;
  const error = problem && new ApiProblem(problem.status, problem.code, problem.detail, problem.params);
  const edit = () => {
    changeDraft(conversation, { text: body, replyTo });
    removeOutgoing(key);
  };
  return (
    <div className={`${BOX} bg-danger-soft`}>
      <p className="text-ink">
        <strong className="font-semibold text-danger">{t('delivery.not_sent')}</strong>{' '}
        {problemText(texts, error)}
      </p>
      <div className="flex flex-wrap gap-1">
        <Button variant="outline" onClick={() => tryAgain(key)}>
          <RotateCcw />
          {t('action.retry')}
        </Button>
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
function Held({ message }: { message: Message }) {
  const { t, texts, locale } = useI18n();
  const failure = message.delivery?.failure;
  const own = reasonText(texts, failure?.reason);
  const state = message.delivery?.state;
  const cause = failure?.cause?.[locale] ?? own;
  if (state === 'waiting') return <Waiting message={message} cause={cause} />;
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

/** It goes out at its time, and can still be taken back. What is tried again in a moment says nothing. */
function Waiting({ message, cause }: { message: Message; cause: string | undefined }) {
  const { t } = useI18n();
  const dates = useDates();
  const { discard } = useInboxActions();
  const due = message.delivery?.due_at;
  if (!due || Date.parse(due) - Date.parse(message.delivery?.queued_at ?? due) < SOON) return null;
  const when = dates.full(due);
  return (
    <div className={`${BOX} bg-brass-soft text-ink`}>
      <p>
        {cause}{' '}
        {message.delivery?.failure ? t('delivery.waits_until', { when }) : t('delivery.goes_at', { when })}
      </p>
      <div className="flex flex-wrap gap-1">
        <Button onClick={() => void discard(message.conversation_id, message.id)}>
          <Trash2 />
          {t('delivery.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** It may have arrived: sending again is the agent's decision, in two steps. */
function Uncertain({ message }: { message: Message }) {
  const { t } = useI18n();
  const { retry } = useInboxActions();
  const [asking, setAsking] = useState(false);
  return (
    <div className={`${BOX} bg-brass-soft`}>
      <p className="text-ink">
        <strong className="font-semibold text-brass-ink">{t('delivery.uncertain_title')}</strong>{' '}
        {asking ? t('delivery.uncertain_ask') : t('delivery.uncertain_hint')}
      </p>
      <div className="flex flex-wrap gap-1">
        {asking ? (
          <>
            <Button variant="outline" onClick={() => void retry(message.conversation_id, message.id, true)}>
              {t('delivery.send_again')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('action.cancel')}</Button>
          </>
        ) : (
          <Button variant="outline" onClick={() => setAsking(true)}>
            <RotateCcw />
            {t('delivery.send_again')}
          </Button>
        )}
      </div>
    </div>
  );
}
