/** The phone itself: frame, chat, and where the customer writes. */
import { useMutation } from '@tanstack/react-query';
import { SendHorizontal, SmilePlus, X } from 'lucide-react';
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { api, unwrap } from '@/api/client';
import type { SandboxChat, SandboxCustomer } from '@/api/types';
import { Avatar } from '@/components/ui/avatar';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { problemText } from '@/lib/problem-text';
import { whatsappPlain } from '@/lib/whatsapp-plain';
import { PhoneBubble, type PhoneMessage } from './phone-bubble';
import { addressOf, markRead } from './queries';
import { useChat } from './use-chat';

type Props = { line: string; customer: SandboxCustomer };
type Outgoing = {
  type: 'text' | 'reaction' | 'unsupported';
  text?: string;
  emoji?: string;
  reply_to?: string;
};

export function Phone({ line, customer }: Props) {
  const { t, texts } = useI18n();
  const { id: organization } = useOrganization();
  const address = addressOf(customer);
  const { chat, error } = useChat(organization, line, address);
  const [quoted, setQuoted] = useState<PhoneMessage | null>(null);
  const send = useMutation({
    mutationFn: (message: Outgoing) =>
      unwrap(
        api.POST('/api/v1/organizations/{organization}/sandbox/messages', {
          params: { path: { organization } },
          body: {
            line_id: line,
            from: { phone: customer.phone, user_id: customer.user_id, name: customer.name },
            ...message,
          },
        }),
      ),
    onError: (problem) => toast(problemText(texts, problem), { tone: 'bad' }),
  });
  useOpened(organization, line, address, chat);
  const write = (text: string) => {
    send.mutate({ type: 'text', text, ...(quoted && { reply_to: quoted.id }) });
    setQuoted(null);
  };
  const business = chat?.business.name ?? '';
  return (
    <section
      aria-label={t('phone.of', { name: customer.name })}
      className="mx-auto flex h-[min(720px,calc(100dvh-140px))] min-h-[480px] w-full max-w-[390px] flex-col overflow-hidden rounded-[44px] border-[10px] border-rail bg-rail shadow-3 max-md:h-[calc(100dvh-200px)] max-md:rounded-3xl max-md:border-[6px]"
    >
      <header className="flex h-14 shrink-0 items-center gap-2.5 bg-rail px-4 text-white">
        <Avatar name={business} size={34} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-14 font-semibold">{business}</span>
          <span className="block truncate text-12 text-rail-ink" role="status">
            {chat?.business_typing ? t('phone.typing') : formatPhone(chat?.business.phone ?? '')}
          </span>
        </span>
      </header>
      <Chat
        chat={chat}
        onQuote={setQuoted}
        onReact={(message, emoji) => send.mutate({ type: 'reaction', emoji, reply_to: message.id })}
      />
      {error !== null && (
        <p className="bg-danger-soft px-3 py-1.5 text-center text-12 text-ink">{problemText(texts, error)}</p>
      )}
      {quoted && (
        <div className="flex items-center gap-2 border-l-[3px] border-verdi bg-surface px-3 py-1.5 text-12">
          <span className="min-w-0 flex-1 truncate text-ink-2">
            {whatsappPlain(quoted.text ?? quoted.type)}
          </span>
          <button
            type="button"
            aria-label={t('composer.no_quote')}
            onClick={() => setQuoted(null)}
            className="grid size-7 place-items-center rounded text-ink-3 hover:text-ink"
          >
            <X className="size-4" />
          </button>
        </div>
      )}
      <Writer onWrite={write} onUnsupported={() => send.mutate({ type: 'unsupported' })} />
    </section>
  );
}

/** A phone with the chat open has read what it shows. */
function useOpened(organization: string, line: string, customer: string, chat: SandboxChat | null): void {
  const unread =
    chat?.messages.filter((message) => message.from === 'business' && message.state !== 'read').length ?? 0;
  useEffect(() => {
    if (unread === 0) return;
    markRead({ organization, line, customer }).catch(() => undefined);
  }, [organization, line, customer, unread]);
}

type ChatProps = {
  chat: SandboxChat | null;
  onQuote: (message: PhoneMessage) => void;
  onReact: (message: PhoneMessage, emoji: string) => void;
};

function Chat({ chat, onQuote, onReact }: ChatProps) {
  const { t } = useI18n();
  const box = useRef<HTMLDivElement>(null);
  const count = chat?.messages.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of messages means a new end
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);
  return (
    <div
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-label={t('thread.messages')}
      data-own-arrows
      className="lattice min-h-0 flex-1 overflow-y-auto px-3 py-3 outline-offset-[-2px]"
    >
      <div className="relative flex flex-col gap-1.5">
        {chat?.messages.map((message) => (
          <PhoneBubble
            key={message.id}
            message={message}
            quoted={chat.messages.find((one) => one.id === message.reply_to)}
            onQuote={() => onQuote(message)}
            onReact={(emoji) => onReact(message, emoji)}
          />
        ))}
        {chat && count === 0 && <p className="mt-10 text-center text-13 text-ink-2">{t('phone.empty')}</p>}
      </div>
    </div>
  );
}

function Writer({ onWrite, onUnsupported }: { onWrite: (text: string) => void; onUnsupported: () => void }) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onWrite(text.trim());
    setText('');
  };
  return (
    <form onSubmit={submit} className="flex shrink-0 items-center gap-1.5 bg-thread px-2.5 pt-1 pb-3">
      <div className="flex min-w-0 flex-1 items-center rounded-full border border-line-2 bg-surface pr-1.5 pl-4">
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={t('phone.write')}
          placeholder={t('phone.write')}
          autoComplete="off"
          className="h-11 min-w-0 flex-1 bg-transparent text-15 outline-none placeholder:text-ink-3 max-md:text-16"
        />
        <button
          type="button"
          title={t('phone.unsupported')}
          aria-label={t('phone.unsupported')}
          onClick={onUnsupported}
          className="grid size-9 place-items-center rounded-full text-ink-3 hover:bg-hover hover:text-ink max-md:size-11"
        >
          <SmilePlus className="size-[18px]" />
        </button>
      </div>
      <button
        type="submit"
        aria-label={t('action.send')}
        disabled={text.trim() === ''}
        className="grid size-11 shrink-0 place-items-center rounded-full bg-verdi text-on-verdi hover:bg-verdi-hover disabled:opacity-45"
      >
        <SendHorizontal className="size-5" />
      </button>
    </form>
  );
}
