/** The inbox: list, thread and details beside each other, or one at a time on a phone. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { MessagesSquare, PenLine } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { EmptyState, NoPermission } from '@/components/ui/view-state';
import { useCommands } from '@/lib/commands';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { usePreferences } from '@/lib/preferences';
import { useWide } from '@/lib/use-width';
import { conversationsQuery } from './data/queries';
import { ConversationList } from './list/conversation-list';
import { useInboxPlace } from './navigation';
import { ThreadPane } from './thread/thread-pane';

const DetailsPanel = lazy(() =>
  import('./details/details-panel').then((module) => ({ default: module.DetailsPanel })),
);
const DetailsSheet = lazy(() =>
  import('./details/details-sheet').then((module) => ({ default: module.DetailsSheet })),
);
const NewConversation = lazy(() =>
  import('./new-conversation').then((module) => ({ default: module.NewConversation })),
);

export function InboxPage() {
  const { can } = useOrganization();
  return can('conversations.read') ? <Inbox /> : <NoPermission />;
}

function Inbox() {
  const { t } = useI18n();
  const { id, can } = useOrganization();
  const { filter, selected, select } = useInboxPlace();
  const cache = useQueryClient();
  const wide = useWide();
  const { detailsOpen, set } = usePreferences();
  const [sheetOpen, setSheetOpen] = useState(false);
  const [creating, setCreating] = useState(false);
  const hash = useLocation({ select: (location) => location.hash });
  const linked = hash.startsWith('msg_') ? hash : null;
  const inline = wide && detailsOpen && selected !== null;
  const toggleDetails = () => (wide ? set({ detailsOpen: !detailsOpen }) : setSheetOpen(!sheetOpen));

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation closes the sheet
  useEffect(() => setSheetOpen(false), [selected]);
  useCommands(
    can('messages.send')
      ? [
          {
            id: 'new',
            title: t('command.new'),
            group: 'app',
            keys: ['c'],
            icon: PenLine,
            run: () => setCreating(true),
          },
        ]
      : [],
  );

  /** What was resolved leaves the list; the next one of the order that was on screen follows. */
  const goNext = () => {
    const pages = cache.getQueryData(conversationsQuery(id, filter).queryKey)?.pages ?? [];
    const rows = pages.flatMap((page) => page.data);
    const index = rows.findIndex((row) => row.id === selected);
    select((rows[index + 1] ?? rows[index - 1])?.id ?? null);
  };

  return (
    <main
      className={clsx(
        'grid min-h-0 min-w-0',
        inline
          ? 'md:grid-cols-[320px_minmax(0,1fr)] xl:grid-cols-[372px_minmax(0,1fr)_332px]'
          : 'md:grid-cols-[320px_minmax(0,1fr)] xl:grid-cols-[372px_minmax(0,1fr)]',
      )}
    >
      <ConversationList onNew={() => setCreating(true)} className={clsx(selected && 'max-md:hidden')} />
      {selected ? (
        <ThreadPane
          key={selected}
          conversation={selected}
          message={linked}
          onLeave={() => select(null)}
          onNext={goNext}
          detailsOpen={inline || sheetOpen}
          onToggleDetails={toggleDetails}
        />
      ) : (
        <section aria-label={t('thread.messages')} className="lattice flex max-md:hidden">
          <EmptyState icon={MessagesSquare} title={t('thread.none')}>
            {t('thread.none_hint')}
          </EmptyState>
        </section>
      )}
      {inline && (
        <aside aria-label={t('details.title')} className="min-h-0 border-l border-line bg-surface">
          <Suspense>
            <DetailsPanel conversationId={selected} onClose={toggleDetails} onOpen={select} />
          </Suspense>
        </aside>
      )}
      {!wide && selected && sheetOpen && (
        <Suspense>
          <DetailsSheet conversationId={selected} onClose={toggleDetails} onOpen={select} />
        </Suspense>
      )}
      {creating && (
        <Suspense>
          <NewConversation open onClose={() => setCreating(false)} onOpened={select} />
        </Suspense>
      )}
    </main>
  );
}
