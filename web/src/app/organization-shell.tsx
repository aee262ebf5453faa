/** The frame around every page of an organization. */
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Command, Keyboard, Moon } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { Me } from '@/api/types';
import { loadMenus } from '@/components/ui/menu';
import { TipLayer } from '@/components/ui/tip-layer';
import { Toasts } from '@/components/ui/toast';
import { filterOf } from '@/features/inbox/data/filter';
import { conversationsQuery } from '@/features/inbox/data/queries';
import { listenForKeys, useCommands } from '@/lib/commands';
import { CurrentOrganizationProvider, organizationOf, useOrganization } from '@/lib/current-organization';
import { TimeZone, useI18n } from '@/lib/i18n';
import { usePreferences, useTheme } from '@/lib/preferences';
import { BottomBar } from './bottom-bar';
import { sectionsFor } from './navigation-items';
import { NotFound } from './not-found';
import { OfflineBanner } from './offline-banner';
import { Rail } from './rail';
import { UnreadTitle } from './unread-title';
import { useLive } from './use-live';

const loadPalette = () => import('./palette');
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })));
const KeySheet = lazy(() => import('./key-sheet').then((module) => ({ default: module.KeySheet })));

const WARM_UP_MS = 2_000;

export function OrganizationShell({ me }: { me: Me }) {
  const { org } = useParams({ from: '/o/$org' });
  const current = useMemo(() => organizationOf(me, org), [me, org]);
  const remember = usePreferences((state) => state.set);
  const known = current !== null;
  useEffect(() => {
    if (known) remember({ organizationId: org });
  }, [known, org, remember]);
  if (!current) return <NotFound />;
  return (
    <CurrentOrganizationProvider value={current}>
      <TimeZone zone={current.organization.time_zone}>
        <Shell />
      </TimeZone>
    </CurrentOrganizationProvider>
  );
}

function Shell() {
  const { id, memberId, can } = useOrganization();
  const { conversation } = useParams({ strict: false });
  const cache = useQueryClient();
  const layer = useShellKeys();
  useLive(id, memberId);
  const reads = can('conversations.read');
  // Also on other pages: the list says from where the live stream begins, and the inbox opens at once.
  useEffect(() => {
    if (reads) void cache.prefetchInfiniteQuery(conversationsQuery(id, filterOf({})));
  }, [cache, id, reads]);
  return (
    <>
      <UnreadTitle />
      <div className="grid h-full grid-rows-[minmax(0,1fr)] md:grid-cols-[60px_minmax(0,1fr)]">
        <Rail />
        <div className="flex min-h-0 min-w-0 flex-col">
          <OfflineBanner />
          <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)]">
            <Suspense>
              <Outlet />
            </Suspense>
          </div>
          <div className={clsx(conversation !== undefined && 'max-md:hidden')}>
            <BottomBar />
          </div>
        </div>
      </div>
      <Toasts />
      <TipLayer />
      <Suspense fallback={<ComingLayer />}>
        {layer.open === 'palette' && <Palette onClose={layer.close} />}
        {layer.open === 'keys' && <KeySheet onClose={layer.close} />}
      </Suspense>
    </>
  );
}

/** While a layer's code is on its way, the keys are already its own: an E of a word must resolve nothing. */
function ComingLayer() {
  return <div role="dialog" aria-busy hidden />;
}

function useShellKeys() {
  const { t } = useI18n();
  const navigate = useNavigate();
  const current = useOrganization();
  const theme = useTheme();
  const set = usePreferences((state) => state.set);
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  useEffect(listenForKeys, []);
  // So that what is typed right after the key is not lost the first time.
  useEffect(() => {
    const timer = setTimeout(() => {
      void loadPalette();
      void loadMenus();
    }, WARM_UP_MS);
    return () => clearTimeout(timer);
  }, []);
  useCommands([
    ...sectionsFor(current).map(({ to, name, icon, letter }) => ({
      id: to,
      title: t('command.go', { section: t(name) }),
      group: 'go' as const,
      keys: [`g ${letter}`],
      icon,
      run: () => void navigate({ to, params: { org: current.id } }),
    })),
    {
      id: 'palette',
      title: t('command.palette'),
      group: 'app',
      keys: ['mod+k'],
      icon: Command,
      keyOnly: true,
      run: () => setOpen('palette'),
    },
    {
      id: 'keys',
      title: t('command.keys'),
      group: 'app',
      keys: ['?'],
      icon: Keyboard,
      run: () => setOpen('keys'),
    },
    {
      id: 'theme',
      title: t('command.theme'),
      group: 'app',
      icon: Moon,
      run: () => set({ theme: theme === 'dark' ? 'light' : 'dark' }),
    },
  ]);
  return { open, close: () => setOpen(null) };
}
