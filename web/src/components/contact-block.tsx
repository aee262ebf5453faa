/** Nobody writes to a blocked contact: blocking with its consequences said before, and the way back. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { api, unwrap } from '@/api/client';
import { contactQuery } from '@/api/directory';
import type { Contact, Conversation } from '@/api/types';
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

/** Where the contact is not blocked yet, and one may. */
export function BlockButton({ contact }: { contact: Contact }) {
  const { t } = useI18n();
  const { can } = useOrganization();
  const [asking, setAsking] = useState(false);
  const blocking = useBlocking(contact);
  if (contact.blocked_at !== null || !can('contacts.edit')) return null;
  const close = () => setAsking(false);
  return (
    <>
      <Button variant="danger" className="mt-5 max-md:w-full" onClick={() => setAsking(true)}>
        <Ban />
        {t('block.block')}
      </Button>
      {asking && (
        <Suspense>
          <BlockDialog
            name={contactTitle(contact)}
            busy={blocking.isPending}
            onClose={close}
            onBlock={() => blocking.mutate(true, { onSettled: close })}
          />
        </Suspense>
      )}
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
