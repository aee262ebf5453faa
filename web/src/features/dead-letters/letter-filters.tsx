/** Which letters are listed: those that wait or those that were dismissed, by line and by cause. */

import type { LetterFilter } from '@/api/dead-letters';
import type { components } from '@/api/schema';
import type { Line } from '@/api/types';
import { ChoicePill } from '@/components/ui/choice-pill';
import { reasonText } from '@/lib/failure-text';
import { type Locale, type Texts, useI18n } from '@/lib/i18n';

type Counts = components['schemas']['DeadLetterCounts'];
type Cause = Pick<Counts['causes'][number], 'cause' | 'meaning'>;

/** A cause in few words: what it means, else the code or the word that it goes by. */
export function causeName(texts: Texts, locale: Locale, { cause, meaning }: Cause): string {
  if (cause === 'unknown') return texts['delivery.failed_unknown'];
  const said = meaning?.[locale] ?? reasonText(texts, cause);
  if (said) return said;
  return /^\d+$/.test(cause) ? texts['delivery.meta_code'].replace('{code}', cause) : cause;
}

type Props = {
  filter: LetterFilter;
  counts: Counts | undefined;
  lines: Line[];
  onChange: (part: LetterFilter) => void;
};

export function LetterFilters({ filter, counts, lines, onChange }: Props) {
  const { t, texts, locale, number } = useI18n();
  const ofLine = (id: string) => counts?.lines.find((line) => line.line_id === id)?.count ?? 0;
  const causes = counts?.causes ?? [];
  const known = causes.some((one) => one.cause === filter.cause);
  const listed =
    filter.cause && !known ? [...causes, { cause: filter.cause, meaning: null, count: 0 }] : causes;
  return (
    <div className="flex flex-wrap items-center gap-1.5 border-b border-line px-4 py-2.5">
      <ChoicePill
        name={t('undelivered.show')}
        all={t('undelivered.to_do')}
        value={filter.dismissed ? 'dismissed' : undefined}
        options={[{ value: 'dismissed', label: t('undelivered.dismissed_ones') }]}
        onChange={(value) => onChange({ dismissed: value === undefined ? undefined : true })}
      />
      {(lines.length > 1 || filter.line) && (
        <ChoicePill
          name={t('inbox.filter_line')}
          all={t('inbox.all_lines')}
          value={filter.line}
          options={lines.map(({ id, name }) => ({ value: id, label: name, extra: number(ofLine(id)) }))}
          onChange={(line) => onChange({ line })}
        />
      )}
      {(causes.length > 1 || filter.cause) && (
        <ChoicePill
          name={t('undelivered.cause')}
          all={t('undelivered.any_cause')}
          value={filter.cause}
          options={listed.map((one) => ({
            value: one.cause,
            label: causeName(texts, locale, one),
            extra: number(one.count),
          }))}
          onChange={(cause) => onChange({ cause })}
        />
      )}
    </div>
  );
}
