/** The messages in each of their states, and the way to the newest. */
import { ArrowDown, MessageCircle } from 'lucide-react';
import { EmptyState, ErrorState, Loading } from '@/components/ui/view-state';
import { useI18n } from '@/lib/i18n';
import type { BubbleActions } from './bubble';
import { MessageList } from './message-list';
import { TeamTyping } from './team-typing';
import { ThreadSkeleton } from './thread-skeleton';
import type { ThreadView } from './use-thread-view';

type Props = { conversation: string; view: ThreadView; actions: BubbleActions };

export function ThreadBody(props: Props) {
  const { view } = props;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <Content {...props} />
      {!view.atEnd && <ToEnd unseen={view.unseen} onClick={view.toEnd} />}
    </div>
  );
}

function Content({ conversation, view, actions }: Props) {
  const { query, items } = view;
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) {
    return (
      <Loading>
        <ThreadSkeleton />
      </Loading>
    );
  }
  if (items.length === 0) return <NoMessages />;
  return (
    <MessageList
      key={`${conversation} ${view.generation}`}
      ref={view.list}
      items={items}
      unreadFrom={view.unreadFrom}
      openAt={view.openAt}
      marked={view.marked}
      hasOlder={query.data.before_cursor !== null}
      hasNewer={query.data.after_cursor !== null}
      onTop={() => void view.extend('older')}
      onBottom={() => void view.extend('newer')}
      onAtEnd={view.setAtEnd}
      actions={actions}
      footer={<TeamTyping conversation={conversation} />}
    />
  );
}

function NoMessages() {
  const { t } = useI18n();
  return (
    <EmptyState icon={MessageCircle} title={t('thread.empty')}>
      {t('thread.empty_hint')}
    </EmptyState>
  );
}

function ToEnd({ unseen, onClick }: { unseen: number; onClick: () => void }) {
  const { t, count } = useI18n();
  const label = unseen > 0 ? count('thread.new_messages', unseen) : t('thread.to_end');
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="absolute right-5 bottom-3 z-10 grid size-10 place-items-center rounded-full border border-line bg-surface text-ink-2 shadow-2 hover:text-ink max-md:size-11"
      style={{ animation: 'pop .15s var(--ease-out)' }}
    >
      <ArrowDown className="size-[18px]" />
      {unseen > 0 && (
        <span className="tnum absolute -top-1.5 -right-1 grid h-[18px] min-w-[18px] place-items-center rounded-full bg-verdi px-1 text-11 leading-none font-semibold text-on-verdi">
          {unseen}
        </span>
      )}
    </button>
  );
}
