/** One contact: names, identities, conversations. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MessageCircle, Pencil } from 'lucide-react';
import { useState } from 'react';
import { contactQuery } from '@/api/directory';
import type { Contact } from '@/api/types';
import { BlockButton } from '@/components/contact-block';
import { ContactNameForm } from '@/components/contact-name-form';
import { ContactNotices } from '@/components/contact-notices';
import { Avatar } from '@/components/ui/avatar';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';

export function ContactDialog({ contact, onClose }: { contact: string; onClose: () => void }) {
  const { t } = useI18n();
  const { id } = useOrganization();
  const query = useQuery(contactQuery(id, contact));
  return (
    <Dialog open onClose={onClose} title={t('contacts.one')}>
      {query.data ? (
        <Details contact={query.data} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-32" />
        </Loading>
      )}
    </Dialog>
  );
}

function Details({ contact }: { contact: Contact }) {
  const { t } = useI18n();
  const dates = useDates();
  const { id, can } = useOrganization();
  const [editing, setEditing] = useState(false);
  const title = contactTitle(contact);
  return (
    <>
      {editing ? (
        <ContactNameForm contact={contact.id} name={contact.name} onDone={() => setEditing(false)} />
      ) : (
        <div className="flex items-center gap-3">
          <Avatar name={title} size={52} />
          <div className="min-w-0 flex-1">
            <div className="text-17 break-words font-semibold tracking-[-0.015em]">{title}</div>
            <div className="text-12 text-ink-3">
              {t('contacts.since', { at: dates.full(contact.created_at) })}
            </div>
          </div>
          {can('contacts.edit') && (
            <IconButton label={t('details.rename')} onClick={() => setEditing(true)}>
              <Pencil />
            </IconButton>
          )}
        </div>
      )}
      <ContactNotices contact={contact} />
      <h3 className="mt-5 text-12 font-semibold text-ink-2">{t('details.identities')}</h3>
      <ul>
        {contact.identities.map(({ kind, value }) => (
          <li key={`${kind} ${value}`} className="flex min-h-9 items-center gap-3 text-13">
            <span className="w-28 shrink-0 text-ink-3">{t(`identity.${kind}`)}</span>
            <span className="min-w-0 flex-1 truncate font-mono text-12 tracking-[-0.02em]">
              {kind === 'phone' ? formatPhone(value) : value}
            </span>
            <CopyButton text={value} label={t('action.copy')} />
          </li>
        ))}
      </ul>
      <h3 className="mt-4 text-12 font-semibold text-ink-2">{t('contacts.conversations')}</h3>
      <ul>
        {contact.conversations.map((one) => (
          <li key={one.id}>
            <Link
              to="/o/$org/inbox/$conversation"
              params={{ org: id, conversation: one.id }}
              className="-mx-2 flex min-h-9 items-center gap-2 rounded-md px-2 text-13 hover:bg-hover max-md:min-h-11"
            >
              <MessageCircle className="size-4 text-ink-3" aria-hidden />
              <span className="min-w-0 flex-1 truncate">{one.line.name}</span>
              <span className="text-12 text-ink-3">
                {one.ticket_state && t(`ticket.${one.ticket_state}`)}
                {one.last_message_at && ` · ${dates.shortDay(one.last_message_at)}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {contact.conversations.length === 0 && (
        <p className="text-13 text-ink-3">{t('contacts.no_conversations')}</p>
      )}
      <BlockButton contact={contact} />
    </>
  );
}
