/** A text with variables: written with WhatsApp's marks, with an example of each variable below. */
import { Bold, Braces, Code, Italic, Strikethrough } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { AreaField, TextField } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { useI18n } from '@/lib/i18n';
import { bodyKey, headerKey } from '@/lib/template/values';
import { nextVariable, valueOrder } from '@/lib/template/variables';
import { changeExample, changePart, notesOf, type PartForm } from './form';
import { Warning } from './warning';

type Props = { of: PartForm; which: 'header' | 'body'; limit: number };

const MARKS = [
  ['*', 'builder.bold', Bold],
  ['_', 'builder.italic', Italic],
  ['~', 'builder.struck', Strikethrough],
  ['```', 'builder.monospace', Code],
] as const;

export function TextPart({ of, which, limit }: Props) {
  const { t, number } = useI18n();
  const field = useRef<HTMLDivElement>(null);
  const { part, form, prefix } = of;
  const { format } = form.draft;
  const text = which === 'header' ? (part.header?.text ?? '') : part.body;
  const write = (next: string) =>
    changePart(of, which, which === 'header' ? { header: { format: 'text', text: next } } : { body: next });
  const notes = notesOf(of, which);

  /** Around what is selected, or where the cursor stands. */
  const put = (before: string, after: string) => {
    const control = field.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('textarea, input');
    const start = control?.selectionStart ?? text.length;
    const end = control?.selectionEnd ?? start;
    write(`${text.slice(0, start)}${before}${text.slice(start, end)}${after}${text.slice(end)}`);
    const cursor = end + before.length;
    requestAnimationFrame(() => {
      control?.focus();
      control?.setSelectionRange(after === '' ? cursor : start + before.length, cursor);
    });
  };
  const mayAdd = which === 'body' || valueOrder(text, format).length === 0;
  const common = {
    label: t(which === 'header' ? 'builder.header_text' : 'builder.body'),
    value: text,
    error: notes.error,
    hint: (
      <Hint>
        <Warning notes={notes} />
        <span className={text.length > limit ? 'tnum text-danger' : 'tnum'}>
          {t('composer.length', { n: number(text.length), limit: number(limit) })}
        </span>
      </Hint>
    ),
  };
  return (
    <div ref={field} className="flex flex-col gap-2">
      {which === 'header' ? (
        <TextField {...common} onChange={(event) => write(event.target.value)} />
      ) : (
        <AreaField {...common} onChange={(event) => write(event.target.value)} />
      )}
      <div className="-mt-1 flex flex-wrap items-center gap-0.5">
        {which === 'body' &&
          MARKS.map(([mark, label, Icon]) => (
            <IconButton key={mark} label={t(label)} onClick={() => put(mark, mark)}>
              <Icon />
            </IconButton>
          ))}
        {mayAdd && (
          <Button onClick={() => put(`{{${nextVariable(text, format)}}}`, '')}>
            <Braces />
            {t('builder.add_variable')}
          </Button>
        )}
      </div>
      <Examples of={of} which={which} names={valueOrder(text, format)} prefix={prefix} />
    </div>
  );
}

const Hint = ({ children }: { children: ReactNode }) => (
  <span className="flex flex-wrap justify-between gap-x-3">{children}</span>
);

type ExamplesProps = { of: PartForm; which: 'header' | 'body'; names: string[]; prefix: string };

function Examples({ of, which, names, prefix }: ExamplesProps) {
  const { t } = useI18n();
  if (names.length === 0) return null;
  const keyOf = which === 'header' ? headerKey : bodyKey;
  return (
    <fieldset className="grid gap-x-3 gap-y-2 rounded-lg border border-line bg-surface-2 p-3 sm:grid-cols-2">
      <legend className="sr-only">{t('builder.examples')}</legend>
      {names.map((name) => (
        <TextField
          key={name}
          label={t('builder.example_of', { name: `{{${name}}}` })}
          value={of.form.draft.examples[keyOf(prefix, name)] ?? ''}
          onChange={(event) => changeExample(of, which, keyOf(prefix, name), event.target.value)}
        />
      ))}
      <p className="text-12 text-ink-3 sm:col-span-2">{t('builder.examples_hint')}</p>
    </fieldset>
  );
}
