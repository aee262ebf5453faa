/** Settings: one's own account and device, then the organization's. */

import { useMutation } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { api, settle } from '@/api/client';
import { Button } from '@/components/ui/button';
import { Page } from '@/components/ui/page';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { AccountCard } from './account-card';
import { ApiTokensCard } from './api-tokens-card';
import { DeviceCard } from './device-card';
import { OrganizationCard } from './organization-card';
import { PasswordCard } from './password-card';
import { QueuesCard } from './queues-card';
import { SessionsCard } from './sessions-card';

export function SettingsPage() {
  const { t } = useI18n();
  const { can, me } = useOrganization();
  return (
    <Page title={t('nav.settings')} description={t('settings.hint')} action={<SignOut />}>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="grid gap-5" id="account">
          <AccountCard />
          <DeviceCard />
          <PasswordCard />
          <SessionsCard />
        </div>
        <div className="grid gap-5">
          {can('organization.manage') && <OrganizationCard />}
          {can('organization.manage') && <QueuesCard />}
          {can('tokens.manage') && <ApiTokensCard />}
        </div>
      </div>
      <p className="text-12 text-ink-3">Aldaba {me.version}</p>
    </Page>
  );
}

function SignOut() {
  const { t, texts } = useI18n();
  const signOut = useMutation({
    mutationFn: () => settle(api.DELETE('/api/v1/session')),
    onSuccess: () => {
      // A new page: nothing of this person stays in the memory of the tab.
      sessionStorage.clear();
      window.location.assign('/sign-in');
    },
    onError: (error) => toast(problemText(texts, error), { tone: 'bad' }),
  });
  return (
    <Button variant="outline" busy={signOut.isPending} onClick={() => signOut.mutate()}>
      <LogOut />
      {t('settings.sign_out')}
    </Button>
  );
}
