/** The states of an asynchronous view besides the full one: loading, empty, error, not allowed. */
import { Lock, type LucideIcon, RefreshCw, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { Button } from './button';

const PATIENCE_MS = 200;

/** True once waiting has lasted long enough that a skeleton helps more than it flickers. */
function useSlow(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return slow;
}

export function Loading({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const slow = useSlow();
  return (
    <div role="status" aria-label={t('state.loading')} className="min-h-0 flex-1">
      {slow && children}
    </div>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={`animate-pulse rounded-md bg-surface-3 ${className ?? ''}`} />;
}

type Notice = { icon: LucideIcon; title: string; children?: ReactNode; action?: ReactNode };

export function EmptyState({ icon: Icon, title, children, action }: Notice) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-1 px-6 py-10 text-center">
      <span className="mb-2 grid size-11 place-items-center rounded-full bg-surface-3 text-ink-3">
        <Icon className="size-5 stroke-[1.75]" aria-hidden />
      </span>
      <p className="text-14 font-semibold text-ink">{title}</p>
      {children && <p className="max-w-80 text-13 text-balance text-ink-2">{children}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t, texts } = useI18n();
  return (
    <div role="alert" className="contents">
      <EmptyState
        icon={WifiOff}
        title={t('state.error')}
        action={
          <Button variant="outline" onClick={onRetry}>
            <RefreshCw />
            {t('action.retry')}
          </Button>
        }
      >
        {problemText(texts, error)}
      </EmptyState>
    </div>
  );
}

export function NoPermission() {
  const { t } = useI18n();
  return (
    <EmptyState icon={Lock} title={t('state.forbidden')}>
      {t('state.forbidden_hint')}
    </EmptyState>
  );
}
