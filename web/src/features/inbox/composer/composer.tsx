/** Where an answer is written: draft, quote, window, limits, and the reasons why one cannot send. */

import { Link2, Link2Off, SendHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { Conversation, Message } from '@/api/types';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Tip } from '@/components/ui/tip';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { usePreferences } from '@/lib/preferences';
import { randomKey } from '@/lib/random-key';
import { useWindowLeft } from '../data/care-window';
import { changeDraft, dropDraft, useDraft } from '../data/drafts';
import { enqueue } from '../data/outbox';
import { isAfter, type Sorted } from '../data/reduce';
import { Quote } from '../thread/quote';
import { composerId } from '../thread/use-conversation-commands';
import { BlockedNotice, useBlocked } from './blocked-notice';
import { useTypingSignals } from './use-typing-signals';
import { WindowClosed, WindowRing } from './window-state';

const LIMIT = 4_096;
const COUNT_FROM = 3_600;
const HAS_LINK = /https?:\/\/\S/;

type Props = { conversation: Conversation; messages: Message[]; onSent: () => void };

const newest = (messages: Message[]): Sorted | null => {
  const last = messages.at(-1);
  return last ? { sort_at: last.sort_at, id: last.id } : null;
};

export function Composer({ conversation, messages, onSent }: Props) {
  const left = useWindowLeft(conversation.window);
  const blocked = useBlocked(conversation.line.id);
  return (
    <div className="relative shrink-0 px-4 pt-1 pb-4 max-md:px-2 max-md:pb-2">
      {blocked ? (
        <BlockedNotice blocked={blocked} />
      ) : left.state === 'closed' ? (
        <WindowClosed closedAt={conversation.window.closes_at} />
      ) : (
        <Editor conversation={conversation} messages={messages} onSent={onSent} left={left} />
      )}
    </div>
  );
}

type EditorProps = Props & { left: Extract<ReturnType<typeof useWindowLeft>, { state: 'open' }> };

function Editor({ conversation, messages, onSent, left }: EditorProps) {
  const { id } = conversation;
  const { t } = useI18n();
  const { id: organization, memberId } = useOrganization();
  const enterSends = usePreferences((state) => state.enterSends);
  const draft = useDraft(id);
  const signal = useTypingSignals(id);
  const [answeredBy, setAnsweredBy] = useState<string | null>(null);
  const text = draft.text.trim();
  const tooLong = text.length > LIMIT;

  const write = (value: string) => {
    const begins = draft.text === '' && value !== '';
    changeDraft(id, { text: value, ...(begins && { since: newest(messages) }) });
    signal(value !== '');
    setAnsweredBy(null);
  };

  const send = (sure: boolean) => {
    if (text === '' || tooLong) return;
    const answer = messages.findLast(
      (one) => one.direction === 'out' && one.author.member_id !== memberId && isAfter(one, draft.since),
    );
    if (answer && !sure) {
      setAnsweredBy(answer.author.name ?? t(`author.${answer.author.kind}`));
      return;
    }
    enqueue({
      key: randomKey(),
      organization,
      conversation: id,
      body: text,
      previewUrl: draft.previewUrl,
      replyTo: draft.replyTo,
      writtenAt: Date.now(),
      after: newest(messages),
    });
    dropDraft(id);
    signal(false);
    setAnsweredBy(null);
    onSent();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (draft.replyTo) changeDraft(id, { replyTo: null });
      else event.currentTarget.blur();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    const mod = event.metaKey || event.ctrlKey;
    const touch = matchMedia('(pointer: coarse)').matches;
    if (mod || (enterSends && !touch)) {
      event.preventDefault();
      send(false);
    }
  };

  return (
    <>
      {answeredBy && (
        <AnsweredMeanwhile name={answeredBy} onSend={() => send(true)} onWait={() => setAnsweredBy(null)} />
      )}
      <div className="rounded-xl border border-line-2 bg-surface shadow-1 transition-colors focus-within:border-ring max-md:rounded-[26px]">
        <div className="flex min-h-9 items-center gap-2 px-3 pt-2 max-md:min-h-0 max-md:px-4 max-md:pt-1.5">
          <WindowRing left={left} freeEntryUntil={conversation.window.free_entry_until} />
          <span className="flex-1" />
          {text.length > COUNT_FROM && (
            <span
              className={`tnum text-12 ${tooLong ? 'font-semibold text-danger' : 'text-ink-3'}`}
              role="status"
            >
              {t('composer.length', { n: text.length, limit: LIMIT })}
            </span>
          )}
        </div>
        {draft.replyTo && (
          <div className="flex items-start gap-1 px-3 pt-1">
            <div className="min-w-0 flex-1">
              <Quote quote={draft.replyTo} />
            </div>
            <IconButton label={t('composer.no_quote')} onClick={() => changeDraft(id, { replyTo: null })}>
              <X />
            </IconButton>
          </div>
        )}
        <div className="max-md:flex max-md:items-end max-md:p-1">
          <textarea
            id={composerId(id)}
            value={draft.text}
            onChange={(event) => write(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={() => signal(false)}
            rows={1}
            aria-label={t('composer.label', { name: contactTitle(conversation.contact) })}
            placeholder={t('composer.placeholder', { name: contactTitle(conversation.contact) })}
            className="block field-sizing-content max-h-48 min-h-[46px] w-full resize-none overflow-y-auto bg-transparent px-4 pt-2.5 pb-1 text-14 outline-none placeholder:truncate placeholder:text-ink-3 max-md:min-h-11 max-md:px-3 max-md:pt-2.5 max-md:pb-2.5 max-md:text-16"
          />
          <div className="flex items-center gap-0.5 md:px-2 md:pb-2">
            {HAS_LINK.test(draft.text) && <PreviewToggle conversation={id} on={draft.previewUrl} />}
            <span className="flex-1 max-md:hidden" />
            <EnterHint />
            <Button
              variant="primary"
              aria-label={t('action.send')}
              disabled={text === '' || tooLong}
              onClick={() => send(false)}
              className="max-md:!size-11 max-md:!rounded-full max-md:!px-0"
            >
              <SendHorizontal />
              <span className="max-md:hidden">{t('action.send')}</span>
            </Button>
          </div>
        </div>
      </div>
    </>
  );
}

function PreviewToggle({ conversation, on }: { conversation: string; on: boolean }) {
  const { t } = useI18n();
  return (
    <IconButton
      label={t(on ? 'composer.preview_on' : 'composer.preview_off')}
      side="top"
      aria-pressed={on}
      onClick={() => changeDraft(conversation, { previewUrl: !on })}
    >
      {on ? <Link2 /> : <Link2Off />}
    </IconButton>
  );
}

function EnterHint() {
  const { t } = useI18n();
  const { enterSends, set } = usePreferences();
  const label = t(enterSends ? 'composer.enter_sends' : 'composer.enter_breaks');
  return (
    <Tip label={t('composer.enter_switch')} side="top">
      <button
        type="button"
        aria-pressed={enterSends}
        onClick={() => set({ enterSends: !enterSends })}
        className="mr-1 h-8 rounded-md px-2 text-11 text-ink-3 hover:bg-hover hover:text-ink max-md:hidden"
      >
        {label}
      </button>
    </Tip>
  );
}

/** A second answer to the same question is worse than a moment's delay. */
function AnsweredMeanwhile({
  name,
  onSend,
  onWait,
}: {
  name: string;
  onSend: () => void;
  onWait: () => void;
}) {
  const { t } = useI18n();
  return (
    <div
      role="alert"
      className="mb-2 flex flex-wrap items-center gap-2 rounded-xl border border-brass-line bg-brass-soft px-3 py-2 text-13"
    >
      <span className="min-w-0 flex-1 basis-48">{t('composer.answered', { name })}</span>
      <Button variant="outline" onClick={onWait}>
        {t('composer.look_first')}
      </Button>
      <Button variant="primary" onClick={onSend}>
        {t('composer.send_anyway')}
      </Button>
    </div>
  );
}
