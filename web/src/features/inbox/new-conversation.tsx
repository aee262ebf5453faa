/** Opens the conversation with somebody: a contact, or a number that nobody has written to yet. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { LayoutTemplate, X } from 'lucide-react';
import { useDeferredValue, useRef, useState } from 'react';
import { api, unwrap } from '@/api/client';
import { linesQuery } from '@/api/directory';
import type { Contact, Conversation } from '@/api/types';
import { Avatar } from '@/components/ui/avatar';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { SelectField, TextField } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { problemText } from '@/lib/problem-text';
import { useInboxActions } from './data/mutations';
import { TemplatePicker } from './templates/template-picker';
import { sendTemplate } from './templates/use-template-picker';

type Props = { open: boolean; onClose: () => void; onOpened: (conversation: string) => void };

export function NewConversation({ open, onClose, onOpened }: Props) {
  const { t, texts } = useI18n();
  const { id, organization, can } = useOrganization();
  const actions = useInboxActions();
  const input = useRef<HTMLInputElement>(null);
  const lines = useQuery(linesQuery(id)).data?.filter((line) => line.enabled) ?? [];
  const [text, setText] = useState('');
  const [contact, setContact] = useState<Contact | null>(null);
  const [chosen, setChosen] = useState('');
  const [picking, setPicking] = useState<Conversation | null>(null);
  const line = chosen || lines[0]?.id || '';
  const start = useMutation({
    mutationFn: (_by: 'text' | 'template') =>
      actions.open(line, contact ? { contact_id: contact.id } : { phone: text.trim() }),
    onSuccess: (conversation, by) => {
      if (by === 'template') setPicking(conversation);
      else leave(conversation);
    },
  });
  const leave = (conversation: Conversation) => {
    onClose();
    onOpened(conversation.id);
  };
  if (picking)
    return (
      <TemplatePicker
        conversation={picking}
        onClose={() => leave(picking)}
        onSend={(filled) => sendTemplate({ organization: id, conversation: picking.id, after: null }, filled)}
      />
    );
  const ready = line !== '' && (contact !== null || text.trim() !== '');
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('command.new')}
      description={t('new.hint')}
      initialFocus={input}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) start.mutate('text');
        }}
      >
        {lines.length === 0 && <Banner tone="warn" title={t('new.no_line')} />}
        {contact ? (
          <Chosen contact={contact} onClear={() => setContact(null)} />
        ) : (
          <div>
            <TextField
              ref={input}
              autoComplete="off"
              label={t('new.who')}
              hint={t('new.phone_hint', { country: organization.country })}
              value={text}
              error={start.error ? problemText(texts, start.error) : undefined}
              onChange={(event) => {
                setText(event.target.value);
                start.reset();
              }}
            />
            <Known text={text} onChoose={setContact} />
          </div>
        )}
        {lines.length > 1 && (
          <SelectField label={t('new.line')} value={line} onChange={(event) => setChosen(event.target.value)}>
            {lines.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name} {one.phone && `(${formatPhone(one.phone)})`}
              </option>
            ))}
          </SelectField>
        )}
        {contact && start.error && <Banner tone="bad" title={problemText(texts, start.error)} />}
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          {can('templates.view') && (
            <Button
              variant="outline"
              disabled={!ready || start.isPending}
              onClick={() => start.mutate('template')}
            >
              <LayoutTemplate />
              {t('picker.choose')}
            </Button>
          )}
          <Button variant="primary" type="submit" busy={start.isPending} disabled={!ready}>
            {t('action.open')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Chosen({ contact, onClear }: { contact: Contact; onClear: () => void }) {
  const { t } = useI18n();
  return (
    <div className="flex items-center gap-3 rounded-lg border border-line-2 bg-surface-2 px-3 py-2">
      <Person contact={contact} />
      <IconButton label={t('new.another')} onClick={onClear}>
        <X />
      </IconButton>
    </div>
  );
}

function Person({ contact }: { contact: Contact }) {
  const title = contactTitle(contact);
  return (
    <>
      <Avatar name={title} size={32} />
      <span className="min-w-0 flex-1 text-left">
        <span className="block truncate text-14 font-medium">{title}</span>
        <span className="block truncate font-mono text-12 tracking-[-0.02em] text-ink-3">
          {contact.phone ? formatPhone(contact.phone) : contact.username}
        </span>
      </span>
    </>
  );
}

const LEAST_LETTERS = 2;
const MOST_SHOWN = 5;

/** Whoever is known by that name or number already. */
function Known({ text, onChoose }: { text: string; onChoose: (contact: Contact) => void }) {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const q = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ['organization', organization, 'contacts', 'known', q],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/contacts', {
          params: { path: { organization }, query: { q, limit: MOST_SHOWN } },
          signal,
        }),
      ),
    enabled: q.length >= LEAST_LETTERS,
  }).data?.data;
  if (q.length < LEAST_LETTERS || !found || found.length === 0) return null;
  return (
    <ul aria-label={t('new.known')} className="-mx-1 mt-1">
      {found.map((contact) => (
        <li key={contact.id}>
          <button
            type="button"
            onClick={() => onChoose(contact)}
            className="flex min-h-12 w-full items-center gap-3 rounded-lg px-2 py-1 hover:bg-hover"
          >
            <Person contact={contact} />
          </button>
        </li>
      ))}
    </ul>
  );
}
