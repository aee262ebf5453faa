/** What slides up in the phone: a list to choose from, products to order, a form to fill in. */
import { Dialog } from '@base-ui/react/dialog';
import { Minus, Plus, X } from 'lucide-react';
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';
import type { PhoneCard, Tap } from './card';
import type { PhoneMessage, Saying } from './queries';
import { chosen, filledIn, ordered } from './saying';

/** A tap that needs more than the tap. */
export type Sheet = { message: PhoneMessage; card: PhoneCard; tap: Tap };

type Props = {
  sheet: Sheet;
  /** The phone's own glass. */
  within: RefObject<HTMLElement | null>;
  onClose: () => void;
  onSay: (saying: Saying) => void;
};

export function PhoneSheet({ sheet, within, onClose, onSay }: Props) {
  const { t } = useI18n();
  const popup = useRef<HTMLDivElement>(null);
  const { tap, card } = sheet;
  const say = (saying: Saying) => {
    onSay(saying);
    onClose();
  };
  const button = card.buttons.find((one) => one.tap === tap);
  const title = button?.text || t(`phone.tap.${tap.kind === 'allow' ? tap.answer : tap.kind}`);
  return (
    <Dialog.Root open modal="trap-focus" onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal container={within}>
        <Dialog.Backdrop className="absolute inset-0 z-10 bg-black/40" />
        <Dialog.Popup
          ref={popup}
          tabIndex={-1}
          initialFocus={popup}
          className="absolute inset-x-0 bottom-0 z-20 flex max-h-[80%] flex-col rounded-t-2xl bg-surface outline-none"
        >
          <header className="flex shrink-0 items-center gap-2 border-b border-line py-1.5 pr-2 pl-4">
            <Dialog.Title className="min-w-0 flex-1 truncate text-15 font-semibold">{title}</Dialog.Title>
            <Dialog.Close
              aria-label={t('action.close')}
              className="grid size-9 place-items-center rounded-md text-ink-2 hover:bg-hover max-md:size-11"
            >
              <X className="size-[18px]" />
            </Dialog.Close>
          </header>
          <div className="min-h-0 overflow-y-auto">
            {tap.kind === 'list' && <Rows sheet={sheet} onSay={say} />}
            {tap.kind === 'products' && <Products sheet={sheet} catalog={tap.catalog} onSay={say} />}
            {tap.kind === 'form' && <Form sheet={sheet} token={tap.token} onSay={say} />}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type PartProps = { sheet: Sheet; onSay: (saying: Saying) => void };

function Foot({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 flex justify-end border-t border-line bg-surface p-3">{children}</div>
  );
}

/** One is chosen, and sent by a button, as WhatsApp does. */
function Rows({ sheet: { message, card }, onSay }: PartProps) {
  const { t } = useI18n();
  const name = useId();
  const [row, setRow] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (row !== '') onSay(chosen(message, row));
      }}
    >
      {card.sections.map((section, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sections may have no title
        <fieldset key={n} className="border-b border-line px-4 py-2">
          {section.title && (
            <legend className="pt-2 text-12 font-semibold text-ink-2">{section.title}</legend>
          )}
          {section.rows.map((one) => (
            <label key={one.id} className="flex min-h-11 items-center gap-3 py-1.5">
              <span className="min-w-0 flex-1">
                <span className="block text-15 wrap-anywhere">{one.title}</span>
                {one.description && (
                  <span className="block text-12 wrap-anywhere text-ink-2">{one.description}</span>
                )}
              </span>
              <input
                type="radio"
                name={name}
                value={one.id}
                checked={row === one.id}
                onChange={() => setRow(one.id)}
                className="size-5 shrink-0 accent-(--verdi)"
              />
            </label>
          ))}
        </fieldset>
      ))}
      <Foot>
        <Button variant="primary" type="submit" disabled={row === ''}>
          {t('action.send')}
        </Button>
      </Foot>
    </form>
  );
}

/** The simulated Meta has no catalogue, so who orders says what it costs. */
function Products({ sheet: { message, card }, catalog, onSay }: PartProps & { catalog: string }) {
  const { t } = useI18n();
  const rows = card.sections.flatMap((section) => section.rows);
  const [wanted, setWanted] = useState<Record<string, { quantity: number; price: string }>>({});
  const [currency, setCurrency] = useState('MXN');
  const of = (id: string) => wanted[id] ?? { quantity: 0, price: '' };
  const change = (id: string, part: { quantity?: number; price?: string }) =>
    setWanted((all) => ({ ...all, [id]: { ...of(id), ...part } }));
  const items = rows.map(({ id }) => ({ id, quantity: of(id).quantity, price: Number(of(id).price) || 0 }));
  const ready = items.some(({ quantity }) => quantity > 0) && /^[A-Z]{3}$/.test(currency);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSay(ordered(message, { catalog, currency, items }));
      }}
    >
      <ul className="divide-y divide-line">
        {rows.map(({ id, title }) => (
          <li key={id} className="flex items-end gap-2 px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <TextField
                type="number"
                min={0}
                step="any"
                label={t('phone.price_of', { product: title })}
                value={of(id).price}
                onChange={(event) => change(id, { price: event.target.value })}
              />
            </div>
            <Count name={title} value={of(id).quantity} onChange={(quantity) => change(id, { quantity })} />
          </li>
        ))}
      </ul>
      <div className="px-4 pb-3">
        <TextField
          label={t('phone.currency')}
          value={currency}
          maxLength={3}
          onChange={(event) => setCurrency(event.target.value.toUpperCase())}
        />
      </div>
      <Foot>
        <Button variant="primary" type="submit" disabled={!ready}>
          {t('phone.order')}
        </Button>
      </Foot>
    </form>
  );
}

type CountProps = { name: string; value: number; onChange: (value: number) => void };

function Count({ name, value, onChange }: CountProps) {
  const { t } = useI18n();
  const look =
    'grid size-9 place-items-center rounded-full border border-line-2 hover:bg-hover disabled:opacity-45 max-md:size-11';
  return (
    <span className="flex shrink-0 items-center gap-1">
      <button
        type="button"
        aria-label={t('phone.fewer', { product: name })}
        disabled={value === 0}
        onClick={() => onChange(value - 1)}
        className={look}
      >
        <Minus className="size-4" />
      </button>
      <output className="tnum w-6 text-center text-14">{value}</output>
      <button
        type="button"
        aria-label={t('phone.another', { product: name })}
        onClick={() => onChange(value + 1)}
        className={look}
      >
        <Plus className="size-4" />
      </button>
    </span>
  );
}

const FIELDS = 2;

/** Which fields a form has is known only to Meta, so they are named here. */
function Form({ sheet: { message }, token, onSay }: PartProps & { token: string }) {
  const { t } = useI18n();
  const [answers, setAnswers] = useState<[string, string][]>(() =>
    Array.from({ length: FIELDS }, () => ['', '']),
  );
  const change = (at: number, answer: [string, string]) =>
    setAnswers((all) => all.map((one, n) => (n === at ? answer : one)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSay(filledIn(message, token, answers));
      }}
    >
      <p className="px-4 pt-3 text-12 text-ink-2">{t('phone.form_hint')}</p>
      <ul className="flex flex-col gap-3 px-4 py-3">
        {answers.map(([name, value], n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place
          <li key={n} className="grid grid-cols-2 gap-2">
            <TextField
              label={t('phone.form_name', { n: n + 1 })}
              value={name}
              onChange={(event) => change(n, [event.target.value, value])}
            />
            <TextField
              label={t('phone.form_value', { n: n + 1 })}
              value={value}
              onChange={(event) => change(n, [name, event.target.value])}
            />
          </li>
        ))}
      </ul>
      <Foot>
        <Button onClick={() => setAnswers((all) => [...all, ['', '']])}>
          <Plus />
          {t('phone.form_more')}
        </Button>
        <Button variant="primary" type="submit">
          {t('action.send')}
        </Button>
      </Foot>
    </form>
  );
}
