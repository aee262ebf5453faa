/** A message with header, body, footer and buttons, as the customer sees it: interactive ones and templates. */
import {
  Copy,
  ExternalLink,
  FileText,
  Gift,
  Image,
  List,
  MapPin,
  Phone,
  Reply,
  ShoppingBag,
  Video,
} from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { kindName } from '@/components/message-kind';
import type { Card, CardButton, Offer } from '@/lib/cards';
import { type Translate, useDates, useI18n } from '@/lib/i18n';
import { WhatsappText } from '@/lib/whatsapp-text';

const ListSheet = lazy(() => import('./list-sheet').then((module) => ({ default: module.ListSheet })));

const BUTTON_ICONS = {
  reply: Reply,
  link: ExternalLink,
  call: Phone,
  copy: Copy,
  list: List,
  place: MapPin,
  product: ShoppingBag,
  items: ShoppingBag,
  catalog: ShoppingBag,
  other: null,
} as const;

const FILE_ICONS: Record<string, typeof Image> = {
  image: Image,
  video: Video,
  document: FileText,
  location: MapPin,
};

/** WhatsApp names some buttons itself. */
export function buttonName(t: Translate, { kind, text }: CardButton): string {
  if (text !== '') return text;
  switch (kind) {
    case 'place':
    case 'product':
    case 'items':
    case 'catalog':
      return t(`card.${kind}`);
    case 'copy':
      return t('preview.copy_code');
    default:
      return '…';
  }
}

/** Everything but the buttons, which stand below the time. `file` says whether the header's file is shown already. */
export function CardWords({ card, file }: { card: Card; file: boolean }) {
  const { t } = useI18n();
  const Icon = FILE_ICONS[card.file];
  return (
    <>
      {Icon && !file && (
        <div className="mb-1 grid h-24 w-72 max-w-full place-items-center rounded-md bg-hover text-ink-3">
          <Icon className="size-7 stroke-[1.5]" aria-label={kindName(t, card.file)} />
        </div>
      )}
      {card.offer && <OfferNote offer={card.offer} />}
      {card.header && <div className="mb-0.5 font-semibold wrap-anywhere">{card.header}</div>}
      {card.products.length > 0 && <Products names={card.products} />}
      {card.body && (
        <div className="break-words whitespace-pre-wrap">
          <WhatsappText text={card.body} />
        </div>
      )}
      {card.footer && <div className="mt-0.5 text-12 wrap-anywhere text-ink-2">{card.footer}</div>}
    </>
  );
}

function OfferNote({ offer: { text, ends, code } }: { offer: Offer }) {
  const { t } = useI18n();
  const dates = useDates();
  return (
    <div className="mb-1 flex w-72 max-w-full items-center gap-2.5 rounded-lg bg-hover px-3 py-2">
      <Gift className="size-5 shrink-0 stroke-[1.5] text-verdi-ink" aria-hidden />
      <span className="min-w-0 text-12 text-ink-2">
        <span className="block text-13 font-semibold wrap-anywhere text-ink">{text}</span>
        {ends !== null && (
          <span className="block">
            {t('preview.offer_ends', { at: dates.full(new Date(ends).toISOString()) })}
          </span>
        )}
        {code && <span className="block wrap-anywhere">{t('preview.offer_code', { code })}</span>}
      </span>
    </div>
  );
}

/** One by its name; several are counted here and named in their list. */
function Products({ names }: { names: string[] }) {
  const { count } = useI18n();
  const [name] = names;
  return (
    <div className="mb-1 flex w-72 max-w-full items-center gap-2.5 rounded-lg bg-hover px-3 py-2 text-13">
      <ShoppingBag className="size-[18px] shrink-0 stroke-[1.75] text-brass-ink" aria-hidden />
      {names.length === 1 ? (
        <span className="min-w-0 font-mono text-12 tracking-[-0.02em] wrap-anywhere">{name}</span>
      ) : (
        count('order.items', names.length)
      )}
    </div>
  );
}

export function CardButtons({ card }: { card: Card }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  if (card.buttons.length === 0) return null;
  return (
    <div className="-mx-3 mt-1.5 -mb-[7px] min-w-48 border-t border-ink/10 text-13 font-medium text-verdi-ink">
      <ul aria-label={t('card.choices')} className="divide-y divide-ink/10">
        {card.buttons.map((button) => (
          <li key={`${button.kind} ${button.text}`}>
            <CardAction button={button} onOpen={() => setOpen(true)} />
          </li>
        ))}
      </ul>
      {open && (
        <Suspense>
          <ListSheet card={card} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

const ACTION =
  'flex min-h-9 w-full items-center justify-center gap-1.5 px-3 py-1 text-center max-md:min-h-11';

/** Only what the team can do as well is a control: a link and the list. The rest is the customer's to press. */
function CardAction({ button, onOpen }: { button: CardButton; onOpen: () => void }) {
  const { t } = useI18n();
  const Icon = BUTTON_ICONS[button.kind];
  const inside = (
    <>
      {Icon && <Icon className="size-3.5 shrink-0" aria-hidden />}
      <span className="min-w-0 wrap-anywhere">{buttonName(t, button)}</span>
    </>
  );
  if (button.kind === 'link' && button.link) {
    return (
      <a
        href={button.link}
        target="_blank"
        rel="noopener noreferrer nofollow"
        title={button.link}
        className={`${ACTION} hover:bg-hover`}
      >
        {inside}
      </a>
    );
  }
  if (button.kind === 'list' || button.kind === 'items') {
    return (
      <button type="button" onClick={onOpen} className={`${ACTION} hover:bg-hover`}>
        {inside}
      </button>
    );
  }
  return <div className={ACTION}>{inside}</div>;
}
