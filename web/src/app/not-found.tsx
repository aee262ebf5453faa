/** An address that leads nowhere, or to where one may not go. */
import { Link } from '@tanstack/react-router';
import { DoorClosed } from 'lucide-react';
import { EmptyState } from '@/components/ui/view-state';
import { useI18n } from '@/lib/i18n';

export function NotFound() {
  const { t } = useI18n();
  return (
    <main className="flex h-full flex-col bg-canvas">
      <EmptyState
        icon={DoorClosed}
        title={t('state.not_found')}
        action={
          <Link to="/" className="text-13 font-medium text-verdi-ink underline underline-offset-2">
            {t('state.to_start')}
          </Link>
        }
      >
        {t('state.not_found_hint')}
      </EmptyState>
    </main>
  );
}
