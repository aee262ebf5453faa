/** One-time links: signing in, setting up the first organization, joining one. The token never leaves the fragment. */
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '@/api/client';
import { Loading, Skeleton } from '@/components/ui/view-state';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { AcceptInvitation } from './accept-invitation';
import { AccountFrame } from './account-frame';
import { LinkSignIn } from './link-sign-in';
import { SetUp } from './set-up';

export function LinkPage() {
  const { t, texts } = useI18n();
  const hash = useLocation({ select: (location) => location.hash });
  // Kept from the first look: the steps below change the address.
  const [token] = useState(hash);
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => unwrap(api.POST('/api/v1/links/inspect', { body: { token } })),
    retry: false,
  });
  if (link.isPending) {
    return (
      <AccountFrame title="Aldaba">
        <Loading>
          <Skeleton className="h-24" />
        </Loading>
      </AccountFrame>
    );
  }
  if (link.isError) {
    return (
      <AccountFrame title={t('account.link_broken')} hint={problemText(texts, link.error)}>
        <RouterLink to="/sign-in" className="text-13 font-medium text-verdi-ink underline underline-offset-2">
          {t('account.to_sign_in')}
        </RouterLink>
      </AccountFrame>
    );
  }
  if (link.data.kind === 'setup') return <SetUp token={token} email={link.data.email ?? ''} />;
  if (link.data.kind === 'invitation') return <AcceptInvitation token={token} link={link.data} />;
  return <LinkSignIn token={token} email={link.data.email ?? ''} />;
}
