/** A message with header, text, footer and buttons as the customer has it: here each button does something. */
import { clsx } from 'clsx';
import {
  ClipboardList,
  Copy,
  ExternalLink,
  FileText,
  Image,
  List,
  type LucideIcon,
  MapPin,
  Phone,
  Reply,
  ShoppingBag,
  TicketPercent,
  Video,
} from 'lucide-react';
import { LocationCard } from '@/components/cards/location';
import { placeOf } from '@/lib/cards';
import { useI18n } from '@/lib/i18n';
import { WhatsappText } from '@/lib/whatsapp-text';
import type { PhoneButton, PhoneCard, Tap } from './card';
import { PhonePicture } from './phone-file';

type WordsProps = {
  card: PhoneCard;
  /** The header's file as it was drawn already. */
  file: React.ReactNode;
};

export function PhoneCardWords({ card, file }: WordsProps) {
  return (
    <>
      {file}
      {card.header && <div className="mb-0.5 font-semibold wrap-anywhere">{card.header}</div>}
      {card.offer && (
        <div className="mb-1 flex items-center gap-1.5 text-13 font-medium text-brass-ink">
          <TicketPercent className="size-4 shrink-0" aria-hidden />
          {card.offer}
        </div>
      )}
      {card.body && (
        <div className="break-words whitespace-pre-wrap">
          <WhatsappText text={card.body} />
        </div>
      )}
      {card.footer && <div className="mt-0.5 text-12 wrap-anywhere text-ink-2">{card.footer}</div>}
    </>
  );
}

const FILE_ICONS: Record<string, LucideIcon> = { image: Image, video: Video, document: FileText };

/** What stands in a header by itself; `address` opens a file. */
export function CardHeader({ file, address }: { file: PhoneCard['file']; address: (id: string) => string }) {
  const { t } = useI18n();
  if (!file) return null;
  const place = file.type === 'location' ? placeOf(file.content) : null;
  if (place) return <LocationCard place={place} />;
  if (file.type === 'image' && file.id !== '') return <PhonePicture address={address(file.id)} name={null} />;
  const Icon = FILE_ICONS[file.type];
  if (!Icon) return null;
  return (
    <div className="mb-1 grid h-24 w-64 max-w-full place-items-center rounded-md bg-hover text-ink-3">
      <Icon className="size-7 stroke-[1.5]" aria-label={t('media.gone')} />
    </div>
  );
}

const ICONS: Record<Tap['kind'], LucideIcon | null> = {
  reply: Reply,
  quick: Reply,
  list: List,
  link: ExternalLink,
  call: Phone,
  copy: Copy,
  place: MapPin,
  form: ClipboardList,
  allow: Phone,
  products: ShoppingBag,
  nothing: null,
};

type ButtonsProps = {
  buttons: PhoneButton[];
  onTap: (tap: Tap) => void;
};

export function PhoneButtons({ buttons, onTap }: ButtonsProps) {
  const { t } = useI18n();
  if (buttons.length === 0) return null;
  return (
    <ul
      aria-label={t('card.choices')}
      className="-mx-3 mt-1.5 -mb-[7px] divide-y divide-ink/10 border-t border-ink/10 text-14 font-medium text-verdi-ink"
    >
      {buttons.map((button) => (
        <li key={`${button.text} ${JSON.stringify(button.tap)}`}>
          <TapButton button={button} onTap={onTap} />
        </li>
      ))}
    </ul>
  );
}

const LOOK = 'flex min-h-11 w-full items-center justify-center gap-1.5 px-3 py-1 text-center';

function TapButton({ button: { text, tap }, onTap }: { button: PhoneButton; onTap: (tap: Tap) => void }) {
  const { t } = useI18n();
  const Icon = ICONS[tap.kind];
  const name = text || t(tap.kind === 'allow' ? `phone.tap.${tap.answer}` : `phone.tap.${tap.kind}`);
  const inside = (
    <>
      {Icon && <Icon className="size-4 shrink-0" aria-hidden />}
      <span className="min-w-0 wrap-anywhere">{name}</span>
    </>
  );
  if (tap.kind === 'link' && tap.url) {
    return (
      <a
        href={tap.url}
        target="_blank"
        rel="noopener noreferrer nofollow"
        title={tap.url}
        className={clsx(LOOK, 'hover:bg-hover')}
      >
        {inside}
      </a>
    );
  }
  if (tap.kind === 'nothing' || tap.kind === 'link') return <div className={LOOK}>{inside}</div>;
  return (
    <button type="button" onClick={() => onTap(tap)} className={clsx(LOOK, 'hover:bg-hover')}>
      {inside}
    </button>
  );
}
