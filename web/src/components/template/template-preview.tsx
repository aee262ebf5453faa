/** A template as WhatsApp draws it on the customer's phone, with the values that are there. */
import {
  Copy,
  ExternalLink,
  FileText,
  Gift,
  Image,
  List,
  type LucideIcon,
  MapPin,
  MessageSquareText,
  Phone,
  Play,
  Reply,
} from 'lucide-react';
import { useDates, useI18n } from '@/lib/i18n';
import {
  type ButtonKind,
  cardPrefix,
  type Header,
  isFile,
  type Part,
  type Shape,
  type TemplateButton,
} from '@/lib/template/shape';
import { bodyKey, buttonKey, CODE, fileKey, headerKey, OFFER_END, type Values } from '@/lib/template/values';
import { fillText } from '@/lib/template/variables';
import { WhatsappText } from '@/lib/whatsapp-text';

/** What is known of a header's file, by the name of its slot. */
export type ShownFiles = Record<string, { name: string; url: string | null } | undefined>;

type Props = { shape: Shape; values: Values; files: ShownFiles };

const ICONS: Record<ButtonKind, LucideIcon | null> = {
  quick_reply: Reply,
  url: ExternalLink,
  phone_number: Phone,
  copy_code: Copy,
  flow: MessageSquareText,
  otp: Copy,
  other: null,
};
/** With more of them WhatsApp shows two, and the rest behind a list. */
const BUTTONS_SHOWN = 3;

export function TemplatePreview({ shape, values, files }: Props) {
  const { t } = useI18n();
  const text = shape.code
    ? codeText(t('preview.code_text', { code: '{{1}}' }), shape, values)
    : bodyOf(shape, '', values);
  const advice = shape.code?.advises ? t('preview.code_advice') : '';
  const footer = shape.code?.minutes
    ? t('preview.code_expires', { minutes: shape.code.minutes })
    : shape.footer;
  return (
    <div className="relative flex flex-col gap-1.5">
      <div className={BUBBLE}>
        <HeaderView header={shape.header} prefix="" values={values} files={files} />
        {shape.offer && <OfferView shape={shape} values={values} />}
        <Body text={[text, advice].filter(Boolean).join(' ')} />
        {footer && <div className="mt-1 text-12 wrap-anywhere text-ink-2">{footer}</div>}
        <Buttons buttons={shape.buttons} prefix="" values={values} />
      </div>
      {shape.cards.length > 0 && (
        <ul
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          data-own-arrows
          aria-label={t('preview.cards')}
          className="flex gap-1.5 overflow-x-auto pb-1"
        >
          {shape.cards.map((card, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a card is its place
            <li key={n} className={`${BUBBLE} !w-52 shrink-0`}>
              <CardView part={card} prefix={cardPrefix(n)} values={values} files={files} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const BUBBLE =
  'w-fit max-w-full min-w-44 overflow-hidden rounded-xl rounded-tl-[4px] bg-in px-3 py-[7px] text-14 text-ink shadow-1';

type PartProps = { prefix: string; values: Values; files: ShownFiles };

function CardView({ part, prefix, values, files }: PartProps & { part: Part }) {
  return (
    <>
      <HeaderView header={part.header} prefix={prefix} values={values} files={files} />
      <Body text={bodyOf(part, prefix, values)} />
      <Buttons buttons={part.buttons} prefix={prefix} values={values} />
    </>
  );
}

const bodyOf = ({ body }: Part, prefix: string, values: Values): string =>
  fillText(body, (name) => values[bodyKey(prefix, name)]);

/** Meta writes this text itself; where it told it, it is Meta's own. */
const codeText = (ours: string, { body }: Shape, values: Values): string =>
  fillText(body || ours, () => values[CODE]);

function Body({ text }: { text: string }) {
  const { t } = useI18n();
  if (text.trim() === '') return <div className="text-ink-3 italic">{t('preview.no_body')}</div>;
  return (
    <div className="break-words whitespace-pre-wrap">
      <WhatsappText text={text} />
    </div>
  );
}

function HeaderView({ header, prefix, values, files }: PartProps & { header: Header | null }) {
  if (header === null) return null;
  if (header.format === 'text') {
    const text = fillText(header.text, (name) => values[headerKey(prefix, name)]);
    return text ? <div className="mb-0.5 font-semibold wrap-anywhere">{text}</div> : null;
  }
  if (isFile(header.format)) return <FileView format={header.format} file={files[fileKey(prefix)]} />;
  if (header.format === 'location') return <PlaceView prefix={prefix} values={values} />;
  return <Box icon={Image} />;
}

function Box({ icon: Icon }: { icon: LucideIcon }) {
  return (
    <div className="-mx-2 mb-1.5 -mt-0.5 grid h-32 w-[calc(100%+16px)] min-w-56 place-items-center rounded-lg bg-surface-3 text-ink-3">
      <Icon className="size-7 stroke-[1.5]" aria-hidden />
    </div>
  );
}

function FileView({ format, file }: { format: string; file: ShownFiles[string] }) {
  const { t } = useI18n();
  if (format === 'document')
    return (
      <div className="-mx-2 mb-1.5 -mt-0.5 flex min-h-12 items-center gap-2.5 rounded-lg bg-surface-3 px-3 py-2">
        <FileText className="size-6 shrink-0 stroke-[1.5] text-danger" aria-hidden />
        <span className="min-w-0 text-13 font-medium wrap-anywhere">{file?.name || t('kind.document')}</span>
      </div>
    );
  if (format === 'video') return <Box icon={Play} />;
  if (!file?.url) return <Box icon={Image} />;
  return (
    <img
      src={file.url}
      alt={file.name}
      className="-mx-2 mb-1.5 -mt-0.5 aspect-[1.91] w-[calc(100%+16px)] max-w-none rounded-lg object-cover"
    />
  );
}

function PlaceView({ prefix, values }: Pick<PartProps, 'prefix' | 'values'>) {
  const { t } = useI18n();
  const name = values[headerKey(prefix, 'name')] || t('location.place');
  return (
    <div className="-mx-2 mb-1.5 -mt-0.5 overflow-hidden rounded-lg bg-surface-3">
      <div className="grid h-24 min-w-56 place-items-center text-danger">
        <MapPin className="size-7 stroke-[1.5]" aria-hidden />
      </div>
      <div className="bg-hover px-3 py-1.5">
        <div className="truncate text-13 font-medium">{name}</div>
        <div className="truncate text-12 text-ink-2">{values[headerKey(prefix, 'address')]}</div>
      </div>
    </div>
  );
}

function OfferView({ shape: { offer, buttons }, values }: Pick<Props, 'shape' | 'values'>) {
  const { t } = useI18n();
  const dates = useDates();
  const end = values[OFFER_END];
  const at = buttons.findIndex((button) => button.kind === 'copy_code');
  const code = at < 0 ? '' : (values[buttonKey('', at)] ?? '');
  return (
    <div className="-mx-2 mb-1.5 flex items-center gap-2.5 rounded-lg bg-surface-3 px-3 py-2">
      <Gift className="size-5 shrink-0 stroke-[1.5] text-verdi-ink" aria-hidden />
      <span className="min-w-0 text-12 text-ink-2">
        <span className="block text-13 font-semibold wrap-anywhere text-ink">{offer?.text}</span>
        {offer?.expires && end && !Number.isNaN(Date.parse(end)) && (
          <span className="block">{t('preview.offer_ends', { at: dates.full(end) })}</span>
        )}
        {code && <span className="block wrap-anywhere">{t('preview.offer_code', { code })}</span>}
      </span>
    </div>
  );
}

type ButtonsProps = { buttons: TemplateButton[]; prefix: string; values: Values };

function Buttons({ buttons, prefix, values }: ButtonsProps) {
  const { t } = useI18n();
  if (buttons.length === 0) return null;
  const most = buttons.length > BUTTONS_SHOWN ? BUTTONS_SHOWN - 1 : BUTTONS_SHOWN;
  return (
    <ul
      aria-label={t('card.choices')}
      className="-mx-3 mt-1.5 -mb-[7px] divide-y divide-ink/10 border-t border-ink/10 text-13 font-medium text-verdi-ink"
    >
      {buttons.slice(0, most).map((button, n) => (
        <ButtonView
          // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place
          key={n}
          icon={ICONS[button.kind]}
          text={labelOf(button, t)}
          title={
            button.kind === 'url'
              ? fillText(button.target, () => values[buttonKey(prefix, n)])
              : button.target
          }
        />
      ))}
      {buttons.length > most && <ButtonView icon={List} text={t('preview.all_options')} title="" />}
    </ul>
  );
}

/** Meta labels the buttons that copy a code itself. */
function labelOf({ kind, text }: TemplateButton, t: ReturnType<typeof useI18n>['t']): string {
  if (text !== '') return text;
  return kind === 'copy_code' || kind === 'otp' ? t('preview.copy_code') : '…';
}

function ButtonView({ icon: Icon, text, title }: { icon: LucideIcon | null; text: string; title: string }) {
  return (
    <li
      title={title || undefined}
      className="flex min-h-9 items-center justify-center gap-1.5 px-3 py-1 text-center"
    >
      {Icon && <Icon className="size-3.5 shrink-0" aria-hidden />}
      <span className="min-w-0 wrap-anywhere">{text}</span>
    </li>
  );
}
