/** The sections of the app, for the rail, the bottom bar, the keys and the palette. */
import {
  Coins,
  FlaskConical,
  LayoutTemplate,
  type LucideIcon,
  MailWarning,
  MessagesSquare,
  Plug,
  Settings,
  UserRoundCog,
  UsersRound,
} from 'lucide-react';
import type { CurrentOrganization } from '@/lib/current-organization';
import type { PlainKey } from '@/lib/i18n';

export type Section = {
  to:
    | '/o/$org/inbox'
    | '/o/$org/not-delivered'
    | '/o/$org/contacts'
    | '/o/$org/templates'
    | '/o/$org/members'
    | '/o/$org/lines'
    | '/o/$org/spend'
    | '/o/$org/phone'
    | '/o/$org/settings';
  name: Extract<PlainKey, `nav.${string}`>;
  icon: LucideIcon;
  /** G and then this letter. */
  letter: string;
};

export function sectionsFor({ me, can }: CurrentOrganization): Section[] {
  return [
    { to: '/o/$org/inbox', name: 'nav.inbox', icon: MessagesSquare, letter: 'i' },
    ...(can('conversations.read')
      ? [{ to: '/o/$org/not-delivered', name: 'nav.undelivered', icon: MailWarning, letter: 'n' } as const]
      : []),
    { to: '/o/$org/contacts', name: 'nav.contacts', icon: UsersRound, letter: 'c' },
    ...(can('templates.view')
      ? [{ to: '/o/$org/templates', name: 'nav.templates', icon: LayoutTemplate, letter: 't' } as const]
      : []),
    ...(can('members.view')
      ? [{ to: '/o/$org/members', name: 'nav.members', icon: UserRoundCog, letter: 'm' } as const]
      : []),
    ...(can('connections.view')
      ? [{ to: '/o/$org/lines', name: 'nav.lines', icon: Plug, letter: 'l' } as const]
      : []),
    ...(can('spend.view')
      ? [{ to: '/o/$org/spend', name: 'nav.spend', icon: Coins, letter: 'e' } as const]
      : []),
    ...(me.sandbox && can('sandbox.use')
      ? [{ to: '/o/$org/phone', name: 'nav.phone', icon: FlaskConical, letter: 'p' } as const]
      : []),
    { to: '/o/$org/settings', name: 'nav.settings', icon: Settings, letter: 's' },
  ];
}
