/** The open conversation: header, messages, composer. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { MessageCircleOff } from 'lucide-react';
import { useEffect } from 'react';
import { ApiProblem } from '@/api/problem';
import { Button } from '@/components/ui/button';
import { EmptyState, ErrorState, Loading } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { currentWhereabouts, tellWhereabouts } from '@/lib/live-state';
import { findConversation } from '../data/cache';
import { conversationQuery } from '../data/queries';
import { OpenThread } from './open-thread';
import { ThreadSkeleton } from './thread-skeleton';

type Props = {
  conversation: string;
  /** A message to show, from a link. */
  message: string | null;
  onLeave: () => void;
  onNext: () => void;
  detailsOpen: boolean;
  onToggleDetails: () => void;
  className?: string;
};

export function ThreadPane({ conversation: id, className, ...rest }: Props) {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  const query = useQuery({
    ...conversationQuery(organization, id),
    placeholderData: () => findConversation(cache, organization, id),
  });

  useEffect(() => {
    tellWhereabouts({ conversation_id: id, typing: false });
    return () => {
      if (currentWhereabouts().conversation_id === id)
        tellWhereabouts({ conversation_id: null, typing: false });
    };
  }, [id]);

  const missing = query.error instanceof ApiProblem && query.error.status === 404;
  return (
    <section
      aria-label={t('keys.conversation')}
      className={clsx('lattice flex min-h-0 min-w-0 flex-col', className)}
    >
      {query.data ? (
        <OpenThread conversation={query.data} {...rest} />
      ) : missing ? (
        <EmptyState
          icon={MessageCircleOff}
          title={t('thread.missing')}
          action={
            <Button variant="outline" onClick={rest.onLeave}>
              {t('thread.back_to_list')}
            </Button>
          }
        />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <div className="h-[60px] border-b border-line bg-surface" />
          <ThreadSkeleton />
        </Loading>
      )}
    </section>
  );
}
