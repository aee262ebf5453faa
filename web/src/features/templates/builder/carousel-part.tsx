/** The cards of a carousel, which all have the same parts. */
import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { Card } from '@/components/ui/page';
import { useI18n } from '@/lib/i18n';
import { type ButtonKind, cardPrefix } from '@/lib/template/shape';
import { inEachCard, moveButtons, newButton, newCard, placeOfNew, without, withoutCard } from '../draft';
import { ButtonRow } from './button-part';
import { type Form, partForm } from './form';
import { SampleField } from './header-part';
import { TextPart } from './text-part';
import { GroupNotes } from './warning';

const LEAST = 2;
const MOST = 10;
const BUTTONS = 2;
const CARD_BODY_LIMIT = 160;
const KINDS = ['quick_reply', 'url', 'phone_number'] as const;
const FORMATS = ['image', 'video'] as const;

export function CarouselPart({ form }: { form: Form }) {
  const { t, number } = useI18n();
  const { cards } = form.draft.shape;
  const [first] = cards;
  const addCard = () =>
    form.change('carousel', (draft) => ({
      ...draft,
      shape: { ...draft.shape, cards: [...draft.shape.cards, newCard(first)] },
    }));
  return (
    <>
      <CardRules form={form} />
      {cards.map((card, n) => {
        const of = partForm(form, n);
        if (!of) return null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a card is its place
          <Card key={n}>
            <div className="flex min-h-12 items-center border-b border-line px-4">
              <h2 className="flex-1 text-14 font-semibold">{t('builder.card', { n: number(n + 1) })}</h2>
              {cards.length > LEAST && (
                <IconButton
                  label={t('builder.remove_card', { n: number(n + 1) })}
                  onClick={() => form.change('carousel', (draft) => withoutCard(draft, n))}
                >
                  <X />
                </IconButton>
              )}
            </div>
            <div className="flex flex-col gap-4 p-4">
              <SampleField of={of} />
              <TextPart of={of} which="body" limit={CARD_BODY_LIMIT} />
              {card.buttons.map((button, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place
                <ButtonRow key={at} of={of} button={button} n={at} />
              ))}
              <GroupNotes notes={form.notes(`carousel[${n}].buttons`)} />
            </div>
          </Card>
        );
      })}
      <GroupNotes notes={form.notes('carousel')} />
      {cards.length < MOST && (
        <Button variant="outline" className="self-start" onClick={addCard}>
          <Plus />
          {t('builder.add_card')}
        </Button>
      )}
    </>
  );
}

/** What holds for every card. */
function CardRules({ form }: { form: Form }) {
  const { t, number } = useI18n();
  const [first] = form.draft.shape.cards;
  const buttons = first?.buttons ?? [];
  const each = (change: Parameters<typeof inEachCard>[1]) =>
    form.change('carousel', (draft) => ({ ...draft, shape: inEachCard(draft.shape, change) }));
  const move = (place: (n: number) => number | null) =>
    form.change('carousel', (draft) => ({
      ...draft,
      examples: draft.shape.cards.reduce(
        (examples, _, card) => moveButtons(examples, cardPrefix(card), place),
        draft.examples,
      ),
    }));
  const addButton = (kind: ButtonKind) => {
    const at = placeOfNew(buttons, kind);
    each((card) => ({ ...card, buttons: card.buttons.toSpliced(at, 0, newButton(kind)) }));
    move((n) => (n < at ? n : n + 1));
  };
  const removeButton = (n: number) => {
    each((card) => ({ ...card, buttons: card.buttons.toSpliced(n, 1) }));
    move(without(n));
  };
  const format = FORMATS.find((one) => one === first?.header?.format) ?? 'image';
  return (
    <Card title={t('builder.every_card')}>
      <div className="flex flex-col gap-4 p-4">
        <SelectField
          label={t('builder.header_kind')}
          value={format}
          onChange={(event) => {
            const next = FORMATS.find((one) => one === event.target.value);
            if (next) each((card) => ({ ...card, header: { format: next, text: '' } }));
          }}
        >
          {FORMATS.map((one) => (
            <option key={one} value={one}>
              {t(`builder.header.${one}`)}
            </option>
          ))}
        </SelectField>
        <div className="flex flex-wrap items-center gap-2">
          {buttons.map(({ kind }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place
            <span key={n} className="flex items-center rounded-md bg-surface-3 pl-2.5 text-13">
              {kind === 'other' ? '…' : t(`builder.button.${kind}`)}
              <IconButton
                label={t('build.remove', { n: number(n + 1) })}
                disabled={buttons.length === 1}
                onClick={() => removeButton(n)}
              >
                <X />
              </IconButton>
            </span>
          ))}
          {buttons.length < BUTTONS && (
            <Menu
              trigger={
                <Button variant="outline">
                  <Plus />
                  {t('build.add_button')}
                </Button>
              }
            >
              {KINDS.map((kind) => (
                <MenuItem key={kind} onSelect={() => addButton(kind)}>
                  {t(`builder.button.${kind}`)}
                </MenuItem>
              ))}
            </Menu>
          )}
        </div>
      </div>
    </Card>
  );
}
