/** What a template is called, in which language, of which category, with which layout. */

import type { Line } from '@/api/types';
import { SelectField, TextField } from '@/components/ui/field';
import { Card } from '@/components/ui/page';
import { useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { asName, layoutOf, withCategory, withFormat, withLayout } from '../draft';
import { LANGUAGES, languageName } from '../languages';
import type { Form } from './form';

const CATEGORIES = ['utility', 'marketing', 'authentication'] as const;
const LAYOUTS = ['plain', 'offer', 'carousel'] as const;
const FORMATS = ['positional', 'named'] as const;

type Props = {
  form: Form;
  lines: Line[];
  /** A template that is there keeps its name, language and variables; an approved one its category. */
  kept: { name: boolean; category: boolean };
};

export function BasicsPart({ form, lines, kept }: Props) {
  const { t } = useI18n();
  const { draft, change, notes } = form;
  return (
    <Card>
      <div className="grid gap-4 p-4 sm:grid-cols-2">
        <div className="sm:col-span-2">
          <TextField
            mono
            label={t('templates.name')}
            hint={t('builder.name_hint')}
            value={draft.name}
            maxLength={512}
            disabled={kept.name}
            error={notes('name').error}
            autoComplete="off"
            onChange={(event) => change('name', (old) => ({ ...old, name: asName(event.target.value) }))}
          />
        </div>
        <Language form={form} fixed={kept.name} />
        {lines.length > 1 && !kept.name && (
          <SelectField
            label={t('builder.line')}
            hint={t('builder.line_hint')}
            value={draft.line}
            onChange={(event) => change('line', (old) => ({ ...old, line: event.target.value }))}
          >
            {lines.map((line) => (
              <option key={line.id} value={line.id}>
                {line.name} {line.phone && `(${formatPhone(line.phone)})`}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField
          label={t('templates.category')}
          hint={t(`builder.category_${draft.category}`)}
          value={draft.category}
          disabled={kept.category}
          error={notes('category').error}
          onChange={(event) => {
            const next = CATEGORIES.find((one) => one === event.target.value);
            if (next) change('category', (old) => withCategory(old, next));
          }}
        >
          {draft.category === 'other' && <option value="other">{t('templates.category_other')}</option>}
          {CATEGORIES.map((category) => (
            <option key={category} value={category}>
              {t(`templates.category_${category}`)}
            </option>
          ))}
        </SelectField>
        {draft.category === 'marketing' && (
          <SelectField
            label={t('builder.layout')}
            value={layoutOf(draft.shape)}
            onChange={(event) => {
              const next = LAYOUTS.find((one) => one === event.target.value);
              if (next) change('layout', (old) => ({ ...old, shape: withLayout(old.shape, next) }));
            }}
          >
            {LAYOUTS.map((layout) => (
              <option key={layout} value={layout}>
                {t(`builder.layout.${layout}`)}
              </option>
            ))}
          </SelectField>
        )}
        {!draft.shape.code && !kept.name && (
          <SelectField
            label={t('builder.variables')}
            value={draft.format}
            onChange={(event) => {
              const next = FORMATS.find((one) => one === event.target.value);
              if (next) change('format', (old) => withFormat(old, next));
            }}
          >
            <option value="positional">{t('builder.variables.positional', { example: '{{1}}' })}</option>
            <option value="named">{t('builder.variables.named', { example: '{{first_name}}' })}</option>
          </SelectField>
        )}
      </div>
    </Card>
  );
}

function Language({ form: { draft, change, notes }, fixed }: { form: Form; fixed: boolean }) {
  const { t, locale } = useI18n();
  const known = LANGUAGES.includes(draft.language) || draft.language === '';
  return (
    <SelectField
      label={t('templates.language')}
      value={draft.language}
      disabled={fixed}
      error={notes('language').error}
      onChange={(event) => change('language', (old) => ({ ...old, language: event.target.value }))}
    >
      {draft.language === '' && <option value="">{t('builder.choose_language')}</option>}
      {!known && <option value={draft.language}>{draft.language}</option>}
      {LANGUAGES.map((code) => (
        <option key={code} value={code}>
          {languageName(code, locale)} · {code}
        </option>
      ))}
    </SelectField>
  );
}
