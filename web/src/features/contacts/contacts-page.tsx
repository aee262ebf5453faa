/** Everyone who ever wrote, with search. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { SearchX, UsersRound } from 'lucide-react';
import { useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { Contact } from '@/api/types';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { SearchRow } from '@/components/ui/search-row';
import { Status } from '@/components/ui/status';
import { EmptyState, ErrorState, Loading, NoPermission, Skeleton } from '@/components/ui/view-state';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { ContactDialog } from './contact-dialog';
import { contactsQuery } from './queries';

const ROW_HEIGHT = 64;
const MORE_BELOW_ROWS = 20;

export function ContactsPage() {
  const { can } = useOrganization();
  return can('conversations.read') ? (
    <Contacts />
  ) : (
    <main className="flex">
      <NoPermission />
    </main>
  );
}

function Contacts() {
  const { t } = useI18n();
  const { id } = useOrganization();
  const { q = '', contact } = useSearch({ from: '/o/$org/contacts' });
  const navigate = useNavigate({ from: '/o/$org/contacts' });
  const query = useInfiniteQuery(contactsQuery(id, q));
  const rows = query.data?.pages.flatMap((page) => page.data) ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);

  const search = (text: string) =>
    void navigate({ search: (old) => ({ ...old, q: text || undefined }), replace: true });
  const show = (one: string | undefined) => void navigate({ search: (old) => ({ ...old, contact: one }) });
  const more = () => {
    const handle = list.current;
    if (!handle || !query.hasNextPage || query.isFetching) return;
    if (handle.findItemIndex(handle.scrollOffset + handle.viewportSize) > rows.length - MORE_BELOW_ROWS)
      void query.fetchNextPage();
  };

  return (
    <main className="flex min-h-0 min-w-0 flex-col bg-canvas">
      <div className="mx-auto flex min-h-0 w-full max-w-[1120px] flex-1 flex-col px-8 pt-8 max-md:px-0 max-md:pt-4">
        <header className="flex flex-wrap items-end gap-4 max-md:px-4">
          <div className="min-w-0 flex-1">
            <h1 className="text-26 font-semibold tracking-[-0.025em]">{t('nav.contacts')}</h1>
            <p className="mt-1 text-14 text-ink-2">{t('contacts.hint')}</p>
          </div>
        </header>
        <section className="mt-6 flex min-h-0 flex-1 flex-col overflow-hidden rounded-t-xl border border-b-0 border-line bg-surface max-md:mt-4 max-md:rounded-none max-md:border-x-0">
          <div className="flex shrink-0 border-b border-line pr-4">
            <SearchRow q={q} label={t('inbox.search')} onSearch={search} />
          </div>
          {query.isPending ? (
            <Loading>
              <Rows />
            </Loading>
          ) : query.isError && rows.length === 0 ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : rows.length === 0 ? (
            <Nothing searched={q !== ''} onClear={() => search('')} />
          ) : (
            <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
              <Virtualizer ref={list} scrollRef={scroller} data={rows} itemSize={ROW_HEIGHT} onScroll={more}>
                {(one) => <ContactRow key={one.id} contact={one} onOpen={() => show(one.id)} />}
              </Virtualizer>
            </div>
          )}
        </section>
      </div>
      {contact && <ContactDialog contact={contact} onClose={() => show(undefined)} />}
    </main>
  );
}

function ContactRow({ contact, onOpen }: { contact: Contact; onOpen: () => void }) {
  const { t } = useI18n();
  const dates = useDates();
  const title = contactTitle(contact);
  const reach = contact.phone ? formatPhone(contact.phone) : (contact.username ?? '');
  return (
    <button
      type="button"
      onClick={onOpen}
      style={{ height: ROW_HEIGHT }}
      className="flex w-full items-center gap-3 border-b border-line px-4 text-left outline-offset-[-2px] hover:bg-hover"
    >
      <Avatar name={title} size={36} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-14 font-medium">{title}</span>
        <span className="block truncate font-mono text-12 tracking-[-0.02em] text-ink-3">{reach}</span>
      </span>
      {contact.blocked_at !== null && <Status tone="bad">{t('block.mark')}</Status>}
      <span className="tnum shrink-0 text-12 text-ink-3 max-sm:hidden">
        {dates.shortDay(contact.created_at)}
      </span>
    </button>
  );
}

function Nothing({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  const { t } = useI18n();
  if (!searched) {
    return (
      <EmptyState icon={UsersRound} title={t('contacts.empty')}>
        {t('contacts.empty_hint')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title={t('contacts.no_match')}
      action={
        <Button variant="outline" onClick={onClear}>
          {t('inbox.search_clear')}
        </Button>
      }
    />
  );
}

const SKELETON_ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

function Rows() {
  return SKELETON_ROWS.map((row) => (
    <div key={row} style={{ height: ROW_HEIGHT }} className="flex items-center gap-3 px-4">
      <Skeleton className="size-9 !rounded-full" />
      <Skeleton className="h-3.5 w-40" />
    </div>
  ));
}
