/** First step: through which Meta app the number speaks. */
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { MetaAppForm } from './meta-app-form';
import { metaAppsQuery } from './queries';

type Props = { chosen: string | null; onNext: (app: string) => void; onCancel: () => void };

export function ConnectApp({ chosen, onNext, onCancel }: Props) {
  const { t } = useI18n();
  const { id } = useOrganization();
  const query = useQuery(metaAppsQuery(id));
  const [app, setApp] = useState(chosen);
  const [adding, setAdding] = useState(false);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) {
    return (
      <Loading>
        <Skeleton className="h-28" />
      </Loading>
    );
  }
  if (adding || query.data.length === 0) {
    return (
      <MetaAppForm
        onDone={(made) => onNext(made.id)}
        onCancel={() => (query.data.length === 0 ? onCancel() : setAdding(false))}
      />
    );
  }
  const value = app ?? query.data[0]?.id ?? '';
  return (
    <form
      className="flex flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        onNext(value);
      }}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{t('connect.app.title')}</legend>
        {query.data.map((one) => (
          <label
            key={one.id}
            className={clsx(
              'flex min-h-14 items-center gap-3 rounded-xl border px-4 py-2.5',
              one.id === value ? 'border-verdi bg-verdi-soft' : 'border-line-2 hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name="app"
              value={one.id}
              checked={one.id === value}
              onChange={() => setApp(one.id)}
              className="size-4 accent-verdi"
            />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-13 font-medium">{one.name}</span>
              <span className="block truncate text-12 text-ink-3">
                {t(`apps.scope.${one.scope}`)} ·{' '}
                <span className="font-mono tracking-[-0.02em]">{one.app_id}</span>
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <Button className="mt-2 self-start" onClick={() => setAdding(true)}>
        <Plus />
        {t('apps.add')}
      </Button>
      <span className="flex-1" />
      <DialogActions>
        <Button variant="outline" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
        <Button variant="primary" type="submit">
          {t('action.next')}
        </Button>
      </DialogActions>
    </form>
  );
}
