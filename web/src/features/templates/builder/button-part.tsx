/** The buttons below a text. */
import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { useI18n } from '@/lib/i18n';
import type { ButtonKind, TemplateButton } from '@/lib/template/shape';
import { buttonKey } from '@/lib/template/values';
import { variablesIn } from '@/lib/template/variables';
import { moveButtons, newButton, placeOfNew, without } from '../draft';
import { fieldName } from '../findings';
import { changeExample, changePart, notesOf, type PartForm } from './form';
import { GroupNotes } from './warning';

const MOST = 10;
const TEXT_LIMIT = 25;
const MOST_OF: Partial<Record<ButtonKind, number>> = { url: 2, phone_number: 1, copy_code: 1, flow: 1 };

type Kind = 'quick_reply' | 'url' | 'phone_number' | 'copy_code' | 'flow';
const KINDS: readonly Kind[] = ['quick_reply', 'url', 'phone_number', 'copy_code', 'flow'];

export function ButtonPart({ of }: { of: PartForm }) {
  const { t } = useI18n();
  const { part, form, card, prefix } = of;
  const { buttons } = part;
  const change = (next: TemplateButton[], place: (n: number) => number | null) => {
    changePart(of, 'buttons', { buttons: next });
    form.change(fieldName(card, 'buttons'), (draft) => ({
      ...draft,
      examples: moveButtons(draft.examples, prefix, place),
    }));
  };
  const add = (kind: ButtonKind) => {
    const at = placeOfNew(buttons, kind);
    change(buttons.toSpliced(at, 0, newButton(kind)), (n) => (n < at ? n : n + 1));
  };
  const remove = (n: number) => change(buttons.toSpliced(n, 1), without(n));
  /** With the one below it. */
  const swap = (n: number) => {
    const [upper, lower] = buttons.slice(n, n + 2);
    if (!upper || !lower) return;
    change(buttons.toSpliced(n, 2, lower, upper), (one) => (one === n ? n + 1 : one === n + 1 ? n : one));
  };
  return (
    <>
      {buttons.map((button, n) => (
        <ButtonRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place
          key={n}
          of={of}
          button={button}
          n={n}
          onUp={n > 0 ? () => swap(n - 1) : undefined}
          onDown={n < buttons.length - 1 ? () => swap(n) : undefined}
          onRemove={() => remove(n)}
        />
      ))}
      <GroupNotes notes={notesOf(of, 'buttons')} />
      {buttons.length < MOST && (
        <Menu
          trigger={
            <Button variant="outline" className="self-start">
              <Plus />
              {t('build.add_button')}
            </Button>
          }
        >
          {KINDS.filter(
            (kind) => buttons.filter((one) => one.kind === kind).length < (MOST_OF[kind] ?? MOST),
          ).map((kind) => (
            <MenuItem key={kind} onSelect={() => add(kind)}>
              {t(`builder.button.${kind}`)}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}

type RowProps = {
  of: PartForm;
  button: TemplateButton;
  n: number;
  onUp?: () => void;
  onDown?: () => void;
  /** Absent where all cards have the same buttons. */
  onRemove?: () => void;
};

export function ButtonRow({ of, button, n, onUp, onDown, onRemove }: RowProps) {
  const { t, number } = useI18n();
  const { part } = of;
  const set = (change: Partial<TemplateButton>) =>
    changePart(of, 'buttons', { buttons: part.buttons.with(n, { ...button, ...change }) });
  const name = button.kind === 'other' ? button.text : t(`builder.button.${button.kind}`);
  const place = { n: number(n + 1) };
  return (
    <fieldset className="flex flex-col gap-2.5 rounded-lg border border-line bg-surface-2 p-3">
      <legend className="sr-only">{t('build.button', place)}</legend>
      <div className="flex min-h-8 items-center gap-1">
        <span className="min-w-0 flex-1 truncate text-13 font-medium">{name}</span>
        {onUp && (
          <IconButton label={t('builder.up', place)} onClick={onUp}>
            <ChevronUp />
          </IconButton>
        )}
        {onDown && (
          <IconButton label={t('builder.down', place)} onClick={onDown}>
            <ChevronDown />
          </IconButton>
        )}
        {onRemove && (
          <IconButton label={t('build.remove', place)} onClick={onRemove}>
            <X />
          </IconButton>
        )}
      </div>
      {button.kind !== 'copy_code' && button.kind !== 'other' && (
        <TextField
          label={t('builder.button_text')}
          value={button.text}
          maxLength={TEXT_LIMIT}
          onChange={(event) => set({ text: event.target.value })}
        />
      )}
      <Target of={of} button={button} n={n} set={set} />
      <GroupNotes notes={notesOf(of, `buttons[${n}]`)} />
    </fieldset>
  );
}

type TargetProps = {
  of: PartForm;
  button: TemplateButton;
  n: number;
  set: (change: Partial<TemplateButton>) => void;
};

/** Where the button leads. */
function Target({ of, button, n, set }: TargetProps) {
  const { t } = useI18n();
  const key = buttonKey(of.prefix, n);
  const example = of.form.draft.examples[key] ?? '';
  const setExample = (value: string) => changeExample(of, 'buttons', key, value);
  if (button.kind === 'phone_number')
    return (
      <TextField
        type="tel"
        inputMode="tel"
        label={t('build.phone')}
        hint={t('build.phone_hint')}
        value={button.target}
        onChange={(event) => set({ target: event.target.value })}
      />
    );
  if (button.kind === 'copy_code')
    return (
      <TextField
        mono
        label={t('builder.code_example')}
        hint={t('builder.code_example_hint')}
        value={example}
        maxLength={20}
        onChange={(event) => setExample(event.target.value)}
      />
    );
  if (button.kind === 'flow') {
    const id = typeof button.told.flow_id === 'string' ? button.told.flow_id : '';
    return (
      <TextField
        mono
        inputMode="numeric"
        label={t('builder.flow_id')}
        hint={t('builder.flow_hint')}
        value={id}
        onChange={(event) => set({ told: { ...button.told, flow_id: event.target.value.trim() } })}
      />
    );
  }
  if (button.kind !== 'url') return null;
  const changes = variablesIn(button.target).length > 0;
  return (
    <>
      <TextField
        type="url"
        inputMode="url"
        label={t('build.link')}
        hint={t('builder.link_hint', { variable: '{{1}}' })}
        value={button.target}
        onChange={(event) => set({ target: event.target.value })}
      />
      {changes && (
        <TextField
          label={t('builder.example_of', { name: '{{1}}' })}
          value={example}
          onChange={(event) => setExample(event.target.value)}
        />
      )}
    </>
  );
}
