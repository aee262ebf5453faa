/** Which templates are listed: by words, state, category, language and line. */
import type { Line } from '@/api/types';
import { ChoicePill } from '@/components/ui/choice-pill';
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
        <ChoicePill
          name={t('templates.state')}
          all={t('templates.any_state')}
          value={filter.review}
          options={STATES.map((state) => ({ value: state, label: t(`templates.state.${state}`) }))}
          onChange={(review) => onChange({ review })}
        />
        <ChoicePill
          name={t('templates.category')}
          all={t('templates.any_category')}
          value={filter.category}
          options={CATEGORIES.map((category) => ({
            value: category,
            label: t(`templates.category_${category}`),
          }))}
          onChange={(category) => onChange({ category })}
        />
        <ChoicePill
          name={t('templates.language')}
          all={t('templates.any_language')}
          value={filter.language}
          options={languages.map((code) => ({ value: code, label: languageName(code, locale) }))}
          onChange={(language) => onChange({ language })}
        />
        {(lines.length > 1 || filter.line) && (
          <ChoicePill
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
