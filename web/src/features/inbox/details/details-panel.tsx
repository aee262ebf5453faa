/** Who the contact is and what the ticket says, beside the thread or over it on small screens. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { contactQuery } from '@/api/directory';
import type { Contact, Conversation } from '@/api/types';
import { BlockButton } from '@/components/contact-block';
import { ContactNameForm } from '@/components/contact-name-form';
import { ContactNotices } from '@/components/contact-notices';
import { Avatar } from '@/components/ui/avatar';
import { CopyButton } from '@/components/ui/copy-button';
import { IconButton } from '@/components/ui/icon-button';
import { Status } from '@/components/ui/status';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { findConversation } from '../data/cache';
import { conversationQuery } from '../data/queries';

type Props = { conversationId: string; onClose: () => void; onOpen: (conversation: string) => void };

export function DetailsPanel({ conversationId, onClose, onOpen }: Props) {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  const conversation = useQuery({
    ...conversationQuery(organization, conversationId),
    placeholderData: () => findConversation(cache, organization, conversationId),
  }).data;
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex h-[60px] shrink-0 items-center border-b border-line pr-2 pl-5">
        <h2 className="flex-1 text-14 font-semibold">{t('details.title')}</h2>
        <IconButton label={t('action.close')} keys="]" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {conversation && <Details conversation={conversation} onOpen={onOpen} />}
    </div>
  );
}

function Details({
  conversation,
  onOpen,
}: {
  conversation: Conversation;
  onOpen: (conversation: string) => void;
}) {
  const { id: organization } = useOrganization();
  const query = useQuery(contactQuery(organization, conversation.contact.id));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-5 pb-6 outline-offset-[-2px]">
      <Identity conversation={conversation} />
      {conversation.ticket && <TicketCard ticket={conversation.ticket} />}
      {query.data ? (
        <>
          <ContactNotices contact={query.data} />
          <Identities contact={query.data} />
          <Conversations contact={query.data} current={conversation.id} onOpen={onOpen} />
          <BlockButton contact={query.data} />
        </>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="mt-6 h-24" />
        </Loading>
      )}
    </div>
  );
}

function Identity({ conversation: { contact } }: { conversation: Conversation }) {
  const { t } = useI18n();
  const { can } = useOrganization();
  const [editing, setEditing] = useState(false);
  const title = contactTitle(contact);
  if (editing)
    return <ContactNameForm contact={contact.id} name={contact.name} onDone={() => setEditing(false)} />;
  return (
    <div className="flex items-center gap-3 pt-5 pb-4">
      <Avatar name={title} size={52} />
      <div className="min-w-0 flex-1">
        <div className="truncate text-17 font-semibold tracking-[-0.015em]">{title}</div>
        {contact.phone && (
          <div className="font-mono text-12 tracking-[-0.02em] text-ink-3">{formatPhone(contact.phone)}</div>
        )}
      </div>
      {can('contacts.edit') && (
        <IconButton label={t('details.rename')} onClick={() => setEditing(true)}>
          <Pencil />
        </IconButton>
      )}
    </div>
  );
}

function TicketCard({ ticket }: { ticket: NonNullable<Conversation['ticket']> }) {
  const { t } = useI18n();
  const dates = useDates();
  const open = ticket.state === 'open';
  return (
    <section aria-label={t('details.ticket')} className="rounded-xl border border-line bg-surface-2 p-3.5">
      <div className="flex items-center gap-2">
        <h3 className="flex-1 text-13 font-semibold">
          {t('details.ticket')}{' '}
          <span className="tnum font-mono font-normal tracking-[-0.02em] text-ink-3">#{ticket.number}</span>
        </h3>
        <Status tone={open ? 'good' : 'quiet'}>{t(`ticket.${ticket.state}`)}</Status>
      </div>
      <dl className="mt-3 grid grid-cols-2 gap-3 text-12">
        <Fact label={t('details.assignee')}>
          {ticket.assignee && <Avatar name={ticket.assignee.name} size={16} />}
          <span className="truncate">{ticket.assignee?.name ?? t('assign.nobody')}</span>
        </Fact>
        <Fact label={t('details.queue')}>
          <span className="truncate">{ticket.queue.name}</span>
        </Fact>
        <Fact label={t('details.opened')}>{dates.full(ticket.opened_at)}</Fact>
        {ticket.resolved_at && <Fact label={t('details.resolved')}>{dates.full(ticket.resolved_at)}</Fact>}
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3">{label}</dt>
      <dd className="tnum mt-0.5 flex items-center gap-1.5 font-medium">{children}</dd>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-5">
      <h3 className="flex h-8 items-center text-12 font-semibold text-ink-2">{title}</h3>
      {children}
    </section>
  );
}

function Identities({ contact }: { contact: Contact }) {
  const { t } = useI18n();
  const shown = (kind: string, value: string) => (kind === 'phone' ? formatPhone(value) : value);
  return (
    <Section title={t('details.identities')}>
      <ul>
        {contact.profile_name && contact.profile_name !== contact.name && (
          <li className="flex min-h-8 items-center gap-3 text-13">
            <span className="w-24 shrink-0 text-ink-3">{t('details.profile_name')}</span>
            <span className="min-w-0 flex-1 truncate">{contact.profile_name}</span>
          </li>
        )}
        {contact.identities.map(({ kind, value }) => (
          <li key={`${kind} ${value}`} className="flex min-h-8 items-center gap-3 text-13">
            <span className="w-24 shrink-0 text-ink-3">{t(`identity.${kind}`)}</span>
            <span className="min-w-0 flex-1 truncate font-mono text-12 tracking-[-0.02em]">
              {shown(kind, value)}
            </span>
            <CopyButton text={value} label={t('action.copy')} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

type ConversationsProps = { contact: Contact; current: string; onOpen: (conversation: string) => void };

function Conversations({ contact, current, onOpen }: ConversationsProps) {
  const { t } = useI18n();
  const dates = useDates();
  const others = contact.conversations.filter((one) => one.id !== current);
  return (
    <Section title={t('details.conversations')}>
      {others.length === 0 && <p className="text-13 text-ink-3">{t('details.no_others')}</p>}
      <ul>
        {others.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => onOpen(one.id)}
              className="-mx-2 flex min-h-9 w-[calc(100%+16px)] items-center gap-2 rounded-md px-2 text-left text-13 hover:bg-hover max-md:min-h-11"
            >
              <span className="min-w-0 flex-1 truncate">{one.line.name}</span>
              <span className="text-12 text-ink-3">
                {one.ticket_state && t(`ticket.${one.ticket_state}`)}
                {one.last_message_at && ` · ${dates.shortDay(one.last_message_at)}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
