/** Nobody writes to a blocked contact: blocking with its consequences said before, and the way back. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { api, unwrap } from '@/api/client';
import { contactQuery } from '@/api/directory';
import type { Contact, Conversation } from '@/api/types';
import { useCommands } from '@/lib/commands';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { Banner } from './ui/banner';
import { Button } from './ui/button';
import { toast } from './ui/toast';

const BlockDialog = lazy(() => import('./block-dialog').then((module) => ({ default: module.BlockDialog })));

type Person = Contact | Conversation['contact'];

const PATH = '/api/v1/organizations/{organization}/contacts/{contact}/block';

function useBlocking(person: Person) {
  const { t, texts } = useI18n();
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  const name = contactTitle(person);
  return useMutation({
    mutationFn: (block: boolean) => {
      const params = { path: { organization, contact: person.id } };
      return unwrap(block ? api.POST(PATH, { params }) : api.DELETE(PATH, { params }));
    },
    // Threads and rows follow by the live event that this makes.
    onSuccess: (changed, block) => {
      cache.setQueryData(contactQuery(organization, person.id).queryKey, changed);
      toast(t(block ? 'block.blocked' : 'block.unblocked', { name }));
    },
    onError: (error) => toast(problemText(texts, error), { tone: 'bad' }),
  });
}

/** From the palette, while the contact's thread is open. */
export function BlockCommand({ contact }: { contact: Conversation['contact'] }) {
  const { t } = useI18n();
  const { can } = useOrganization();
  const blocking = useBlocking(contact);
  const { asking, setAsking, dialog } = useAsking(contact, blocking);
  const blocked = contact.blocked_at !== null;
  const command = {
    id: blocked ? 'unblock' : 'block',
    title: t(blocked ? 'block.unblock_contact' : 'block.block'),
    group: 'conversation',
    icon: Ban,
    run: () => (blocked ? blocking.mutate(false) : setAsking(true)),
  } as const;
  useCommands(can('contacts.edit') ? [command] : []);
  return asking && dialog;
}

function useAsking(person: Person, blocking: ReturnType<typeof useBlocking>) {
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const dialog = (
    <Suspense>
      <BlockDialog
        name={contactTitle(person)}
        busy={blocking.isPending}
        onClose={close}
        onBlock={() => blocking.mutate(true, { onSettled: close })}
      />
    </Suspense>
  );
  return { asking, setAsking, dialog };
}

/** Where the contact is not blocked yet, and one may. */
export function BlockButton({ contact }: { contact: Contact }) {
  const { t } = useI18n();
  const { can } = useOrganization();
  const { asking, setAsking, dialog } = useAsking(contact, useBlocking(contact));
  if (contact.blocked_at !== null || !can('contacts.edit')) return null;
  return (
    <>
      <Button variant="danger" className="mt-5 max-md:w-full" onClick={() => setAsking(true)}>
        <Ban />
        {t('block.block')}
      </Button>
      {asking && dialog}
    </>
  );
}

/** Since when, what it means, and the way back where one may take it. */
export function BlockedBanner({ contact, since }: { contact: Person; since: string }) {
  const { t } = useI18n();
  const dates = useDates();
  const { can } = useOrganization();
  const blocking = useBlocking(contact);
  return (
    <Banner
      tone="warn"
      title={t('block.since', { at: dates.full(since) })}
      action={
        can('contacts.edit') && (
          <Button variant="outline" busy={blocking.isPending} onClick={() => blocking.mutate(false)}>
            {t('block.unblock')}
          </Button>
        )
      }
    >
      {t('block.since_hint')}
    </Banner>
  );
}
