/** What messages cost, what they would cost otherwise, and the prices behind it. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { linesQuery } from '@/api/directory';
import { Page } from '@/components/ui/page';
import { Tabs } from '@/components/ui/tabs';
import { NoPermission } from '@/components/ui/view-state';
import { serverNow } from '@/lib/clock';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { CardsPanel } from './cards-panel';
import { daysOf } from './period';
import { PeriodBar } from './period-bar';
import { ReportPanel } from './report-panel';
import { readSpendSearch, type SpendSearch, TABS } from './search';
import { SimulatorPanel } from './simulator-panel';

export function SpendPage() {
  const { t } = useI18n();
  const { can } = useOrganization();
  return (
    <Page title={t('nav.spend')} description={t('spend.hint')}>
      {can('spend.view') ? <Spend /> : <NoPermission />}
    </Page>
  );
}

const PANEL = 'spend-panel';
const NAMES = { report: 'spend.report', simulate: 'simulate.title', cards: 'spend.cards' } as const;
const NO_LINES: never[] = [];

function Spend() {
  const { t } = useI18n();
  const dates = useDates();
  const { id: org } = useOrganization();
  const navigate = useNavigate();
  const search = useSearch({ from: '/o/$org/spend' });
  const lines = useQuery(linesQuery(org)).data ?? NO_LINES;
  const go = (part: SpendSearch) =>
    void navigate({
      to: '/o/$org/spend',
      params: { org },
      search: readSpendSearch({ ...search, ...part }),
      replace: true,
    });
  const { tab = 'report', by = 'day', period = 'this_month', line } = search;
  const today = dates.dayKey(serverNow());
  const days = daysOf(period, today, search);
  const bar = <PeriodBar search={search} days={days} today={today} lines={lines} onChange={go} />;
  const place = { ...days, line };
  return (
    <>
      <Tabs
        label={t('nav.spend')}
        value={tab}
        onChange={(next) => go({ tab: next })}
        controls={PANEL}
        tabs={TABS.map((value) => ({ value, label: t(NAMES[value]) }))}
      />
      <div id={PANEL} role="tabpanel" aria-label={t(NAMES[tab])} className="flex min-w-0 flex-col gap-5">
        {tab === 'report' && (
          <ReportPanel by={by} place={place} lines={lines} bar={bar} onBy={(side) => go({ by: side })} />
        )}
        {tab === 'simulate' && <SimulatorPanel place={place} bar={bar} />}
        {tab === 'cards' && <CardsPanel />}
      </div>
    </>
  );
}
