/** Which templates are listed: by words, state, category, language and line. */
import { ChevronDown } from 'lucide-react';
import type { Line } from '@/api/types';
import { Menu, MenuItem } from '@/components/ui/menu';
import { SearchRow } from '@/components/ui/search-row';
import { useI18n } from '@/lib/i18n';
import { languageName } from './languages';
import type { TemplateFilter } from './queries';
import { CATEGORIES, STATES } from './search';

type Props = {
  filter: TemplateFilter;
  lines: Line[];
  languages: string[];
  onChange: (part: TemplateFilter) => void;
};

export function TemplateFilters({ filter, lines, languages, onChange }: Props) {
  const { t, locale } = useI18n();
  return (
    <div className="flex flex-wrap items-center gap-x-3 border-b border-line pr-4 max-md:pb-3">
      <SearchRow q={filter.q ?? ''} label={t('templates.search')} onSearch={(q) => onChange({ q })} />
      <div className="flex flex-wrap gap-1.5 max-md:px-4">
        <Pill
          name={t('templates.state')}
          all={t('templates.any_state')}
          value={filter.review}
          options={STATES.map((state) => ({ value: state, label: t(`templates.state.${state}`) }))}
          onChange={(review) => onChange({ review })}
        />
        <Pill
          name={t('templates.category')}
          all={t('templates.any_category')}
          value={filter.category}
          options={CATEGORIES.map((category) => ({
            value: category,
            label: t(`templates.category_${category}`),
          }))}
          onChange={(category) => onChange({ category })}
        />
        <Pill
          name={t('templates.language')}
          all={t('templates.any_language')}
          value={filter.language}
          options={languages.map((code) => ({ value: code, label: languageName(code, locale) }))}
          onChange={(language) => onChange({ language })}
        />
        {(lines.length > 1 || filter.line) && (
          <Pill
            name={t('inbox.filter_line')}
            all={t('inbox.all_lines')}
            value={filter.line}
            options={lines.map((line) => ({ value: line.id, label: line.name }))}
            onChange={(line) => onChange({ line })}
          />
        )}
      </div>
    </div>
  );
}

type PillProps<Value extends string> = {
  name: string;
  all: string;
  value: Value | undefined;
  options: { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
};

function Pill<Value extends string>({ name, all, value, options, onChange }: PillProps<Value>) {
  const shown = options.find((one) => one.value === value)?.label ?? value ?? all;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${name}: ${shown}`}
          className={`inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-12 font-medium whitespace-nowrap transition-colors hover:bg-hover max-md:h-11 ${
            value ? 'border-verdi-line bg-verdi-soft text-verdi-ink' : 'border-line-2 text-ink-2'
          }`}
        >
          <span className="max-w-36 truncate">{shown}</span>
          <ChevronDown className="size-3.5 opacity-70" aria-hidden />
        </button>
      }
    >
      <MenuItem checked={value === undefined} onSelect={() => onChange(undefined)}>
        {all}
      </MenuItem>
      {options.map((one) => (
        <MenuItem key={one.value} checked={one.value === value} onSelect={() => onChange(one.value)}>
          {one.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
