/** The Meta apps: the installation's and the organization's own. */
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import type { MetaApp } from '@/api/types';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Card } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { MetaAppForm } from './meta-app-form';
import { metaAppsQuery } from './queries';
import { SecretDialog } from './secret-dialog';
import { WebhookFields } from './webhook-fields';

export function MetaApps() {
  const { t } = useI18n();
  const { id, can } = useOrganization();
  const apps = useQuery(metaAppsQuery(id)).data ?? [];
  const [adding, setAdding] = useState(false);
  const [rotating, setRotating] = useState<string | null>(null);
  const manages = can('connections.manage');
  const changed = apps.find((app) => app.id === rotating);
  const add = manages && (
    <Button variant="outline" onClick={() => setAdding(true)}>
      <Plus />
      {t('apps.add')}
    </Button>
  );
  return (
    <Card title={t('apps.title')} action={add}>
      <ul className="divide-y divide-line">
        {apps.map((app) => (
          <AppRow
            key={app.id}
            app={app}
            onRotate={manages && app.scope === 'organization' ? () => setRotating(app.id) : undefined}
          />
        ))}
        {apps.length === 0 && <li className="p-4 text-13 text-ink-3">{t('apps.empty')}</li>}
      </ul>
      {adding && (
        <Dialog open onClose={() => setAdding(false)} title={t('apps.add')} description={t('apps.add_hint')}>
          <MetaAppForm onDone={() => setAdding(false)} onCancel={() => setAdding(false)} />
        </Dialog>
      )}
      {changed && <SecretDialog app={changed} onClose={() => setRotating(null)} />}
    </Card>
  );
}

function AppRow({ app, onRotate }: { app: MetaApp; onRotate?: () => void }) {
  const { t } = useI18n();
  const dates = useDates();
  return (
    <li className="grid gap-4 p-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-14 font-medium">{app.name}</span>
          <Status tone="quiet">{t(`apps.scope.${app.scope}`)}</Status>
        </div>
        <div className="mt-1 font-mono text-12 tracking-[-0.02em] text-ink-3">{app.app_id}</div>
        <p className="mt-2 text-12 text-ink-2">
          {t('apps.secret_since', { at: dates.full(app.secret_set_at) })}{' '}
          {app.previous_secret && t('apps.previous_valid')}
        </p>
        {onRotate && (
          <Button variant="outline" className="mt-2" onClick={onRotate}>
            <KeyRound />
            {t('apps.rotate')}
          </Button>
        )}
      </div>
      <WebhookFields webhook={{ url: app.webhook_url, verify_token: app.verify_token }} />
    </li>
  );
}
