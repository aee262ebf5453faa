/** Delivery ticks as WhatsApp draws them, at 17×11 so that they sit on the text's baseline. */
import { clsx } from 'clsx';
import { useI18n } from '@/lib/i18n';

export type TickState =
  | 'queued'
  | 'waiting'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'played'
  | 'failed'
  | 'uncertain'
  | 'discarded';

const SINGLE = 'M3 5.9 6.2 9 13 1.8';
const DOUBLE = ['M1 5.9 4.2 9 11 1.8', 'M7.4 8.3 8.1 9l6.8-7.2'];

const SMALL: Partial<Record<TickState, { path: string; tone: string }>> = {
  queued: { path: 'M6 3.4V6l1.7 1', tone: '' },
  waiting: { path: 'M6 3.4V6l1.7 1', tone: '' },
  sending: { path: 'M6 3.4V6l1.7 1', tone: '' },
  failed: { path: 'M6 3.5v2.9M6 8.4v.1', tone: 'text-danger' },
  discarded: { path: 'M4 4l4 4M8 4l-4 4', tone: 'text-danger' },
  uncertain: { path: 'M4.7 4.8c.1-1.6 2.7-1.6 2.7 0 0 1-1.4 1-1.4 2M6 8.6v.1', tone: 'text-brass-ink' },
};

export function Ticks({ state, className }: { state: TickState; className?: string }) {
  const { t } = useI18n();
  const label = t(`delivery.${state}`);
  const small = SMALL[state];
  const stroke = {
    fill: 'none',
    stroke: 'currentColor',
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  } as const;
  if (small) {
    return (
      <svg
        role="img"
        aria-label={label}
        viewBox="0 0 12 12"
        className={clsx('size-3', small.tone, className)}
        {...stroke}
        strokeWidth="1.3"
      >
        <circle cx="6" cy="6" r="4.6" />
        <path d={small.path} />
      </svg>
    );
  }
  const seen = state === 'read' || state === 'played';
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 17 11"
      className={clsx('h-[11px] w-[17px]', seen && 'text-tick', className)}
      {...stroke}
      strokeWidth="1.45"
    >
      {state === 'sent' ? <path d={SINGLE} /> : DOUBLE.map((path) => <path key={path} d={path} />)}
    </svg>
  );
}
