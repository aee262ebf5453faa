/** What one should know of a line before one writes: it is slowed down, or its budget is nearly spent. */
import { useQuery } from '@tanstack/react-query';
import { Coins } from 'lucide-react';
import { linesQuery } from '@/api/directory';
import type { Line } from '@/api/types';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { useBudgetNews } from '@/lib/line-budget';
import { useHold } from '@/lib/line-hold';
import { Notice } from './window-state';

export function LineNotice({ line: id }: { line: string }) {
  const { id: organization } = useOrganization();
  const line = useQuery(linesQuery(organization)).data?.find((one) => one.id === id);
  if (!line) return null;
  return (
    <>
      <Held line={line} />
      <Budget line={line} />
    </>
  );
}

/** One may still write: what is sent waits in its order. */
function Held({ line }: { line: Line }) {
  const { t } = useI18n();
  const dates = useDates();
  const hold = useHold(line);
  if (!hold) return null;
  return (
    <div className="mb-2">
      <Notice title={t(hold.title, { line: line.name, at: dates.time(hold.until) })}>
        {hold.because} {t('lines.held_hint')}
      </Notice>
    </div>
  );
}

/** That it nearly is says something only to those who look after it; that it is, to everyone. */
function Budget({ line }: { line: Line }) {
  const { can } = useOrganization();
  const news = useBudgetNews(line);
  if (!news || (news.state === 'warned' && !can('spend.view'))) return null;
  return (
    <div className="mb-2">
      <Notice icon={Coins} title={news.title}>
        {news.spent} {news.effect}
      </Notice>
    </div>
  );
}
