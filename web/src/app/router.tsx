/** The addresses of the app. Every page but the inbox is a chunk of its own. */
import type { QueryClient } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from '@/api/session';
import type { Me } from '@/api/types';
import { ErrorState } from '@/components/ui/view-state';
import { readLettersSearch } from '@/features/dead-letters/search';
import { readSearch } from '@/features/inbox/data/filter';
import { InboxPage } from '@/features/inbox/inbox-page';
import { readSpendSearch } from '@/features/spend/search';
import { readTemplatesSearch } from '@/features/templates/search';
import { usePreferences } from '@/lib/preferences';
import { NotFound } from './not-found';
import { OrganizationShell } from './organization-shell';

type Context = { cache: QueryClient };

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => (
    <main className="flex h-full flex-col bg-canvas">
      <ErrorState error={error} onRetry={reset} />
    </main>
  ),
});

function homeOf(me: Me): string | null {
  const last = usePreferences.getState().organizationId;
  const ids = me.memberships.map((membership) => membership.organization.id);
  return ids.find((id) => id === last) ?? ids[0] ?? null;
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context }) => {
    const me = await context.cache.ensureQueryData(sessionQuery);
    if (!me) throw redirect({ to: '/sign-in' });
    const org = homeOf(me);
    if (org) throw redirect({ to: '/o/$org/inbox', params: { org } });
  },
  component: NotFound,
});

type SignInSearch = { to?: string };

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): SignInSearch =>
    typeof search.to === 'string' && /^\/[^/\\]/.test(search.to) ? { to: search.to } : {},
  component: lazyRouteComponent(() => import('@/features/account/sign-in-page'), 'SignInPage'),
});

const link = createRoute({
  getParentRoute: () => root,
  path: '/link',
  component: lazyRouteComponent(() => import('@/features/account/link-page'), 'LinkPage'),
});

const organization = createRoute({
  getParentRoute: () => root,
  path: '/o/$org',
  beforeLoad: async ({ context, location }) => {
    const me = await context.cache.ensureQueryData(sessionQuery);
    if (!me) throw redirect({ to: '/sign-in', search: { to: location.href } });
  },
  component: OrganizationRoute,
});

/** When the session ends while a page is open, sign-in comes back to the same page. */
function OrganizationRoute() {
  const { data: me } = useQuery(sessionQuery);
  if (me === null)
    return <Navigate to="/sign-in" search={{ to: window.location.pathname + window.location.search }} />;
  return me ? <OrganizationShell me={me} /> : null;
}

const inbox = createRoute({
  getParentRoute: () => organization,
  path: '/inbox',
  validateSearch: readSearch,
  component: InboxPage,
});

// The page is the parent's: list and thread stay mounted while one moves between conversations.
const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '/$conversation',
  component: () => null,
});

const notDelivered = createRoute({
  getParentRoute: () => organization,
  path: '/not-delivered',
  validateSearch: readLettersSearch,
  component: lazyRouteComponent(() => import('@/features/dead-letters/dead-letters-page'), 'DeadLettersPage'),
});

type ContactsSearch = { q?: string; contact?: string };

const contacts = createRoute({
  getParentRoute: () => organization,
  path: '/contacts',
  validateSearch: (search: Record<string, unknown>): ContactsSearch => ({
    ...(typeof search.q === 'string' && search.q !== '' && { q: search.q }),
    ...(typeof search.q === 'number' && { q: String(search.q) }),
    ...(typeof search.contact === 'string' && { contact: search.contact }),
  }),
  component: lazyRouteComponent(() => import('@/features/contacts/contacts-page'), 'ContactsPage'),
});

const members = createRoute({
  getParentRoute: () => organization,
  path: '/members',
  component: lazyRouteComponent(() => import('@/features/members/members-page'), 'MembersPage'),
});

const lines = createRoute({
  getParentRoute: () => organization,
  path: '/lines',
  component: lazyRouteComponent(() => import('@/features/lines/lines-page'), 'LinesPage'),
});

const spend = createRoute({
  getParentRoute: () => organization,
  path: '/spend',
  validateSearch: readSpendSearch,
  component: lazyRouteComponent(() => import('@/features/spend/spend-page'), 'SpendPage'),
});

const settings = createRoute({
  getParentRoute: () => organization,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings/settings-page'), 'SettingsPage'),
});

const templates = createRoute({
  getParentRoute: () => organization,
  path: '/templates',
  validateSearch: readTemplatesSearch,
  component: lazyRouteComponent(() => import('@/features/templates/templates-page'), 'TemplatesPage'),
});

const builder = () => import('@/features/templates/builder-pages');

const newTemplate = createRoute({
  getParentRoute: () => organization,
  path: '/templates/new',
  component: lazyRouteComponent(builder, 'NewTemplatePage'),
});

const editTemplate = createRoute({
  getParentRoute: () => organization,
  path: '/templates/$template/edit',
  component: lazyRouteComponent(builder, 'EditTemplatePage'),
});

const copyTemplate = createRoute({
  getParentRoute: () => organization,
  path: '/templates/$template/copy',
  component: lazyRouteComponent(builder, 'CopyTemplatePage'),
});

const phone = createRoute({
  getParentRoute: () => organization,
  path: '/phone',
  component: lazyRouteComponent(() => import('@/features/phone/phone-page'), 'PhonePage'),
});

const tree = root.addChildren([
  home,
  signIn,
  link,
  organization.addChildren([
    inbox.addChildren([conversation]),
    notDelivered,
    contacts,
    templates,
    newTemplate,
    editTemplate,
    copyTemplate,
    members,
    lines,
    spend,
    settings,
    phone,
  ]),
]);

export function makeRouter(cache: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { cache },
    defaultPreload: 'intent',
    defaultPendingMs: 200,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
