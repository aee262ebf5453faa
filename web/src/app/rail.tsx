/** The navigation at the left, dark in both themes. */
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Moon, Sun } from 'lucide-react';
import { Avatar } from '@/components/ui/avatar';
import { Logo } from '@/components/ui/logo';
import { Tip } from '@/components/ui/tip';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { usePreferences, useTheme } from '@/lib/preferences';
import { type Section, sectionsFor } from './navigation-items';
import { useUndelivered, useWaiting } from './unread-title';

const INBOX = '/o/$org/inbox';
const UNDELIVERED = '/o/$org/not-delivered';
const ITEM =
  'relative grid size-10 place-items-center rounded-lg text-rail-ink transition-colors duration-100 hover:bg-rail-on hover:text-white [&>svg]:size-5 [&>svg]:stroke-[1.6]';

type Badge = { count: number; label: string; tone: string };

/** What waits in a section. */
function useBadges(): (to: Section['to']) => Badge | null {
  const { count } = useI18n();
  const waiting = useWaiting();
  const undelivered = useUndelivered();
  return (to) => {
    if (to === INBOX && waiting > 0)
      return {
        count: waiting,
        label: count('inbox.waiting_conversations', waiting),
        tone: 'bg-brass text-[oklch(0.24_0.04_75)]',
      };
    if (to === UNDELIVERED && undelivered > 0)
      return {
        count: undelivered,
        label: count('undelivered.badge', undelivered),
        tone: 'bg-[oklch(0.545_0.19_26)] text-white',
      };
    return null;
  };
}

export function Rail() {
  const { t } = useI18n();
  const current = useOrganization();
  const badgeOf = useBadges();
  const set = usePreferences((state) => state.set);
  const dark = useTheme() === 'dark';
  const themeLabel = t(dark ? 'theme.to_light' : 'theme.to_dark');
  return (
    <nav
      aria-label={t('nav.main')}
      className="flex flex-col items-center gap-1 overflow-y-auto bg-rail py-3 max-md:hidden"
    >
      <span className="mb-3 grid size-10 shrink-0 place-items-center text-brass">
        <Logo className="size-[26px]" />
      </span>
      {sectionsFor(current).map(({ to, name, icon: Icon, letter }) => {
        const badge = badgeOf(to);
        return (
          <Tip key={to} label={t(name)} keys={`g ${letter}`} side="right">
            <Link
              to={to}
              params={{ org: current.id }}
              aria-label={badge ? `${t(name)}: ${badge.label}` : t(name)}
              className={clsx(ITEM, 'shrink-0')}
              activeProps={{ className: '!bg-rail-on !text-white' }}
            >
              <Icon />
              {badge && (
                <span
                  aria-hidden
                  className={clsx(
                    'tnum absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full px-1 text-[10px] leading-none font-bold ring-2 ring-rail',
                    badge.tone,
                  )}
                >
                  {badge.count > 99 ? '99+' : badge.count}
                </span>
              )}
            </Link>
          </Tip>
        );
      })}
      <span className="flex-1" />
      <Tip label={themeLabel} side="right">
        <button
          type="button"
          aria-label={themeLabel}
          onClick={() => set({ theme: dark ? 'light' : 'dark' })}
          className={clsx(ITEM, 'shrink-0')}
        >
          {dark ? <Sun /> : <Moon />}
        </button>
      </Tip>
      <Tip label={t('nav.account', { name: current.me.user.name })} side="right">
        <Link
          to="/o/$org/settings"
          params={{ org: current.id }}
          hash="account"
          aria-label={t('nav.account', { name: current.me.user.name })}
          className="mt-2 grid size-10 shrink-0 place-items-center rounded-full"
        >
          <Avatar name={current.me.user.name} size={32} />
        </Link>
      </Tip>
    </nav>
  );
}
