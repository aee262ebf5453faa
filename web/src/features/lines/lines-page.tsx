/** The numbers that customers write to, their health, and the Meta apps behind them. */
import { useQuery } from '@tanstack/react-query';
import { ChevronRight, Cloud, Plug, Plus } from 'lucide-react';
import { useState } from 'react';
import { linesQuery } from '@/api/directory';
import type { Line } from '@/api/types';
import { Button } from '@/components/ui/button';
import { Card, Page } from '@/components/ui/page';
import { Quality } from '@/components/ui/quality';
import { EmptyState, ErrorState, Loading, NoPermission, Skeleton } from '@/components/ui/view-state';
import { serverNow } from '@/lib/clock';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { ConnectWizard } from './connect-wizard';
import { LineDialog } from './line-dialog';
import { LineStatus } from './line-health';
import { LineNotices } from './line-notices';
import { MetaApps } from './meta-apps';
import { TrayCard } from './tray-card';

export function LinesPage() {
  const { t } = useI18n();
  const { id, can } = useOrganization();
  const query = useQuery({ ...linesQuery(id), enabled: can('connections.view') });
  const [connecting, setConnecting] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const connect = (
    <Button variant="primary" className="!h-9 !px-3.5" onClick={() => setConnecting(true)}>
      <Plus />
      {t('lines.connect')}
    </Button>
  );
  const manages = can('connections.manage');
  const opened = query.data?.find((line) => line.id === open);
  return (
    <Page title={t('nav.lines')} description={t('lines.hint')} action={manages && connect}>
      {!can('connections.view') ? (
        <NoPermission />
      ) : query.data ? (
        <>
          <Notices lines={query.data} onOpen={setOpen} />
          {query.data.length === 0 ? (
            <Card>
              <EmptyState icon={Plug} title={t('lines.empty')} action={manages && connect}>
                {t('lines.empty_hint')}
              </EmptyState>
            </Card>
          ) : (
            <LineTable lines={query.data} onOpen={setOpen} />
          )}
          <MetaApps />
          {can('raw.view') && <TrayCard />}
        </>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-56 !rounded-xl" />
        </Loading>
      )}
      {connecting && <ConnectWizard onClose={() => setConnecting(false)} />}
      {opened && <LineDialog line={opened} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Notices({ lines, onOpen }: { lines: Line[]; onOpen: (line: string) => void }) {
  const { t } = useI18n();
  return lines.map((line) => (
    <LineNotices
      key={line.id}
      line={line}
      action={
        <Button variant="outline" onClick={() => onOpen(line.id)}>
          {t('lines.look')}
        </Button>
      }
    />
  ));
}

function LineTable({ lines, onOpen }: { lines: Line[]; onOpen: (line: string) => void }) {
  const { t, count } = useI18n();
  return (
    <Card title={count('lines.count', lines.length)}>
      <div className="overflow-x-auto">
        <table className="w-full text-left text-13">
          <thead className="max-md:sr-only">
            <tr className="text-12 text-ink-3 [&>th]:h-9 [&>th]:px-4 [&>th]:font-medium">
              <th>{t('lines.number')}</th>
              <th>{t('lines.state')}</th>
              <th>{t('lines.quality')}</th>
              <th>{t('lines.queue')}</th>
              <th>{t('lines.last_event')}</th>
              <th>
                <span className="sr-only">{t('action.open')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <LineRow key={line.id} line={line} onOpen={() => onOpen(line.id)} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

const newestOf = (line: Line): string | null =>
  line.doors
    .flatMap((door) => [door.last_inbound_at, door.last_outbound_at])
    .reduce<string | null>((newest, at) => (at && at > (newest ?? '') ? at : newest), null);

function LineRow({ line, onOpen }: { line: Line; onOpen: () => void }) {
  const { t } = useI18n();
  const dates = useDates();
  const last = newestOf(line);
  return (
    <tr className="relative border-t border-line transition-colors hover:bg-hover max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-2 max-md:py-3 [&>td]:px-4 md:[&>td]:h-[68px]">
      <td>
        <div className="flex items-center gap-3">
          <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-surface-3 text-ink-2">
            <Cloud className="size-[18px] stroke-[1.75]" aria-hidden />
          </span>
          <span className="min-w-0">
            {/* The whole row opens; the button is what keyboards and screen readers reach. */}
            <button
              type="button"
              onClick={onOpen}
              className="block text-left text-14 font-medium after:absolute after:inset-0"
            >
              {line.name}
            </button>
            <span className="block font-mono text-12 tracking-[-0.02em] text-ink-3">
              {line.phone ? formatPhone(line.phone) : t('lines.no_number')}
              <span className="font-sans tracking-normal max-md:hidden"> · {t('lines.cloud')}</span>
            </span>
          </span>
        </div>
      </td>
      <td className="max-md:justify-self-end">
        <LineStatus line={line} />
      </td>
      <td className="max-md:hidden">
        <Quality rating={line.doors[0]?.quality_rating} />
      </td>
      <td className="text-ink-2 max-md:hidden">{line.queue.name}</td>
      <td className="tnum text-ink-2 max-md:hidden">
        {last ? dates.ago(last, serverNow()) : t('lines.never')}
      </td>
      <td className="w-10 max-md:hidden">
        <ChevronRight className="size-4 text-ink-3" aria-hidden />
      </td>
    </tr>
  );
}
