/** How long free text is still allowed, and what it means when it no longer is. */
import { clsx } from 'clsx';
import { Clock3, LayoutTemplate, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Ring } from '@/components/ui/ring';
import { Tip } from '@/components/ui/tip';
import { useDates, useI18n } from '@/lib/i18n';
import { usePhone } from '@/lib/use-width';
import type { WindowLeft } from '../data/care-window';

type RingProps = { left: Extract<WindowLeft, { state: 'open' }>; freeEntryUntil: string | null };

export function WindowRing({ left, freeEntryUntil }: RingProps) {
  const { t } = useI18n();
  const dates = useDates();
  const phone = usePhone();
  const span = dates.span(left.leftMs);
  const hint = freeEntryUntil ? t('window.free_until', { at: dates.full(freeEntryUntil) }) : t('window.hint');
  return (
    <Tip label={hint} side="top">
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation is reachable by keyboard
        tabIndex={0}
        role="note"
        className={clsx(
          'flex items-center gap-1.5 rounded text-12',
          left.warn ? 'font-medium text-brass-ink' : 'text-ink-3',
        )}
      >
        <Ring value={left.part} size={14} tone={left.warn ? 'brass' : 'verdi'} />
        <span className="tnum">
          {t(left.warn ? 'window.closes_soon' : phone ? 'window.left_short' : 'window.left', { span })}
        </span>
      </span>
    </Tip>
  );
}

export function Notice({
  icon: Icon = Clock3,
  title,
  action,
  children,
}: {
  icon?: LucideIcon;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      role="note"
      className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-brass-line bg-brass-soft px-4 py-3"
    >
      <Icon className="mt-0.5 size-[18px] shrink-0 self-start text-brass-ink" aria-hidden />
      <div className="min-w-0 flex-1 basis-64 text-13">
        <p className="font-semibold">{title}</p>
        <p className="text-ink-2">{children}</p>
      </div>
      {action}
    </div>
  );
}

type ClosedProps = { closedAt: string | null; onTemplate: (() => void) | null };

/** Templates are the way out of a closed window. */
export function WindowClosed({ closedAt, onTemplate }: ClosedProps) {
  const { t } = useI18n();
  const dates = useDates();
  const choose = onTemplate && (
    <Button variant="primary" className="max-md:w-full" onClick={onTemplate}>
      <LayoutTemplate />
      {t('picker.choose')}
    </Button>
  );
  return (
    <Notice
      title={closedAt ? t('window.closed_at', { at: dates.full(closedAt) }) : t('window.never_open')}
      action={choose}
    >
      {t('window.closed_hint')}
    </Notice>
  );
}

/** Whether free text would come too late at this moment, unless the customer writes again before. */
export const missesWindow = (at: number, closesAt: string | null): boolean =>
  closesAt !== null && at >= Date.parse(closesAt);
