/** Names and icons for kinds of messages that have no own drawing yet. */
import {
  Ban,
  CircleHelp,
  Contact,
  FileText,
  Image,
  LayoutTemplate,
  type LucideIcon,
  MapPin,
  Mic,
  MousePointerClick,
  ShoppingBag,
  Sticker,
  Video,
} from 'lucide-react';
import type { PlainKey, Translate } from '@/lib/i18n';

const KINDS: Record<string, { icon: LucideIcon; name: Extract<PlainKey, `kind.${string}`> }> = {
  image: { icon: Image, name: 'kind.image' },
  video: { icon: Video, name: 'kind.video' },
  audio: { icon: Mic, name: 'kind.audio' },
  document: { icon: FileText, name: 'kind.document' },
  sticker: { icon: Sticker, name: 'kind.sticker' },
  location: { icon: MapPin, name: 'kind.location' },
  contacts: { icon: Contact, name: 'kind.contacts' },
  interactive: { icon: MousePointerClick, name: 'kind.interactive' },
  button: { icon: MousePointerClick, name: 'kind.button' },
  order: { icon: ShoppingBag, name: 'kind.order' },
  system: { icon: CircleHelp, name: 'kind.system' },
  // Words without words were taken back.
  text: { icon: Ban, name: 'kind.text' },
  template: { icon: LayoutTemplate, name: 'kind.template' },
  unsupported: { icon: CircleHelp, name: 'kind.unsupported' },
};

export const kindIcon = (kind: string): LucideIcon | null =>
  kind === 'text' ? null : (KINDS[kind]?.icon ?? CircleHelp);

export const isKnownKind = (kind: string): boolean => kind in KINDS;

/** "Photo", or for a kind that is newer than this version "Message of the kind “poll”". */
export function kindName(t: Translate, kind: string): string {
  const known = KINDS[kind];
  return known ? t(known.name) : t('kind.newer', { kind });
}
