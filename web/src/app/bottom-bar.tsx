/** The navigation of a phone; hidden while a conversation is open. */
import { Link } from '@tanstack/react-router';
import { useOrganization } from '@/lib/current-organization';
import { type PlainKey, useI18n } from '@/lib/i18n';
import { type Section, sectionsFor } from './navigation-items';
import { useWaiting } from './unread-title';

const MOST = 6;
/** Seldom needed on a phone: the settings lead there, and the inbox where something did not arrive. */
const ELSEWHERE: readonly Section['to'][] = ['/o/$org/members', '/o/$org/not-delivered', '/o/$org/spend'];
/** Names that are too long for a fifth of a phone. */
const SHORT: Partial<Record<Section['name'], PlainKey>> = {
  'nav.inbox': 'nav.inbox_short',
  'nav.phone': 'nav.phone_short',
};

export function BottomBar() {
  const { t } = useI18n();
  const current = useOrganization();
  const waiting = useWaiting();
  const sections = sectionsFor(current);
  const shown = sections.length > MOST ? sections.filter(({ to }) => !ELSEWHERE.includes(to)) : sections;
  return (
    <nav
      aria-label={t('nav.main')}
      className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {shown.map(({ to, name, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          params={{ org: current.id }}
          className="group relative flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-11 font-medium text-ink-3"
          activeProps={{ className: '!text-verdi-ink', 'data-here': true }}
        >
          <span className="relative grid h-7 w-12 place-items-center rounded-full group-data-here:bg-verdi-soft">
            <Icon className="size-5 stroke-[1.75]" aria-hidden />
            {to === '/o/$org/inbox' && waiting > 0 && (
              <b className="tnum absolute -top-1 right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-verdi px-1 text-[10px] leading-none text-on-verdi">
                {waiting > 99 ? '99+' : waiting}
              </b>
            )}
          </span>
          <span className="max-w-full truncate px-0.5">{t(SHORT[name] ?? name)}</span>
        </Link>
      ))}
    </nav>
  );
}
