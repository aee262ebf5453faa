/** In which quality Meta sees a number or a template. */
import { clsx } from 'clsx';
import { useI18n } from '@/lib/i18n';

const LEVELS: Record<string, { bars: number; name: 'high' | 'medium' | 'low' }> = {
  GREEN: { bars: 3, name: 'high' },
  YELLOW: { bars: 2, name: 'medium' },
  RED: { bars: 1, name: 'low' },
};

export function Quality({ rating }: { rating: string | null | undefined }) {
  const { t } = useI18n();
  const level = LEVELS[rating ?? ''];
  const filled = level?.bars ?? 0;
  return (
    <span className="flex items-center gap-2">
      <span className="flex gap-[3px]" aria-hidden>
        {[1, 2, 3].map((bar) => (
          <i
            key={bar}
            className={clsx(
              'h-3 w-1 rounded-full',
              bar > filled ? 'bg-line-2' : filled === 3 ? 'bg-verdi' : 'bg-brass',
            )}
          />
        ))}
      </span>
      {t(`lines.quality.${level?.name ?? 'unknown'}`)}
    </span>
  );
}
