/** What is wrong with a line, or could become so: why, and what to do. */
import type { ReactNode } from 'react';
import type { Line } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { serverNow } from '@/lib/clock';
import { useDates, useI18n } from '@/lib/i18n';
import { useBudgetNews } from '@/lib/line-budget';
import { useHold } from '@/lib/line-hold';
import { lineState } from './line-health';

type Props = {
  line: Line;
  action?: ReactNode;
  /** With the provider's own words. */
  whole?: boolean;
};

export function LineNotices(props: Props) {
  const state = lineState(props.line);
  return (
    <>
      {(state === 'needs_attention' || state === 'warned') && <Trouble {...props} state={state} />}
      <Held {...props} />
      <Budget {...props} />
    </>
  );
}

function Trouble({ line, action, whole, state }: Props & { state: 'needs_attention' | 'warned' }) {
  const { t, locale } = useI18n();
  const dates = useDates();
  const error = line.doors.find((door) => door.error)?.error;
  const broken = state === 'needs_attention';
  const since = error ? dates.ago(error.at, serverNow()) : '';
  // Where Meta gave no code, the message is ours and says what the cause says.
  const own = [error?.code ? `${error.code} ${error.message}` : '', error?.details]
    .filter(Boolean)
    .join(' · ');
  return (
    <Banner
      tone={broken ? 'bad' : 'warn'}
      title={t(broken ? 'lines.trouble' : 'lines.warned', { line: line.name, since })}
      action={action}
    >
      {error?.cause?.[locale] ?? error?.message} {error?.action?.[locale]}{' '}
      {t(broken ? 'lines.nothing_lost' : 'lines.still_sends')}
      {whole && !broken && <span className="mt-1 block text-ink-2">{t('lines.warning_ends')}</span>}
      {whole && own && (
        <span className="mt-1 block font-mono text-12 tracking-[-0.02em] break-words text-ink-3">{own}</span>
      )}
    </Banner>
  );
}

function Held({ line }: Props) {
  const { t } = useI18n();
  const dates = useDates();
  const hold = useHold(line);
  if (!hold) return null;
  return (
    <Banner tone="warn" title={t(hold.title, { line: line.name, at: dates.time(hold.until) })}>
      {hold.because} {t('lines.held_hint')}
    </Banner>
  );
}

function Budget({ line, action }: Props) {
  const news = useBudgetNews(line);
  if (!news) return null;
  return (
    <Banner tone={news.state === 'reached' ? 'bad' : 'warn'} title={news.title} action={action}>
      {news.spent} {news.effect}
    </Banner>
  );
}
