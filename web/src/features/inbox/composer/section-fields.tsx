/** The rows of a list, in sections that have titles once there are two. */
import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { useI18n } from '@/lib/i18n';
import { type Choices, EMPTY_ROW, LIMITS, type ListRow, type ListSection, rowCount } from './choices';
import { Line } from './line-field';

type Props = { choices: Choices; change: (part: Partial<Choices>) => void };

export function SectionFields({ choices: { sections, label }, change }: Props) {
  const { t } = useI18n();
  const full = rowCount(sections) >= LIMITS.rows;
  const set = (n: number, section: ListSection) => change({ sections: sections.with(n, section) });
  return (
    <>
      <Line
        label={t('build.list_button')}
        value={label}
        limit={LIMITS.button}
        onChange={(text) => change({ label: text })}
      />
      {sections.map((section, n) => (
        <Section
          // biome-ignore lint/suspicious/noArrayIndexKey: a section is its place
          key={n}
          at={n}
          section={section}
          titled={sections.length > 1}
          full={full}
          firstRow={rowCount(sections.slice(0, n))}
          onChange={(next) => set(n, next)}
          onRemove={() => change({ sections: without(sections, n) })}
        />
      ))}
      {sections.length < LIMITS.sections && !full && (
        <Button
          className="self-start"
          onClick={() => change({ sections: [...sections, { title: '', rows: [EMPTY_ROW] }] })}
        >
          <Plus />
          {t('build.add_section')}
        </Button>
      )}
      {full && <p className="text-12 text-ink-2">{t('build.rows_full', { limit: LIMITS.rows })}</p>}
    </>
  );
}

/** The last one left has no title: its field is not shown. */
function without(sections: ListSection[], n: number): ListSection[] {
  const left = sections.toSpliced(n, 1);
  return left.length > 1 ? left : left.map((section) => ({ ...section, title: '' }));
}

type SectionProps = {
  at: number;
  section: ListSection;
  titled: boolean;
  full: boolean;
  /** How many rows stand before this section's: they are numbered over all of them. */
  firstRow: number;
  onChange: (section: ListSection) => void;
  onRemove: () => void;
};

function Section({ at, section, titled, full, firstRow, onChange, onRemove }: SectionProps) {
  const { t, number } = useI18n();
  const { title, rows } = section;
  const setRow = (n: number, part: Partial<ListRow>) =>
    onChange({ ...section, rows: rows.map((row, place) => (place === n ? { ...row, ...part } : row)) });
  return (
    <fieldset
      aria-label={titled ? t('build.section_of', { n: number(at + 1) }) : undefined}
      className={titled ? 'flex flex-col gap-3 rounded-lg border border-line p-3' : 'contents'}
    >
      {titled && (
        <div className="flex items-end gap-1.5">
          <div className="min-w-0 flex-1">
            <Line
              label={t('build.section', { n: number(at + 1) })}
              value={title}
              limit={LIMITS.section}
              onChange={(text) => onChange({ ...section, title: text })}
            />
          </div>
          <IconButton label={t('build.remove_section', { n: number(at + 1) })} onClick={onRemove}>
            <X />
          </IconButton>
        </div>
      )}
      {rows.map((row, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place
        <div key={n} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-1.5">
          <Line
            label={t('build.row', { n: number(firstRow + n + 1) })}
            value={row.title}
            limit={LIMITS.row}
            onChange={(text) => setRow(n, { title: text })}
          />
          <Line
            label={t('build.description')}
            value={row.description}
            limit={LIMITS.description}
            onChange={(description) => setRow(n, { description })}
          />
          <IconButton
            label={t('build.remove', { n: number(firstRow + n + 1) })}
            disabled={rows.length === 1}
            onClick={() => onChange({ ...section, rows: rows.toSpliced(n, 1) })}
          >
            <X />
          </IconButton>
        </div>
      ))}
      {!full && (
        <Button className="self-start" onClick={() => onChange({ ...section, rows: [...rows, EMPTY_ROW] })}>
          <Plus />
          {t('build.add_row')}
        </Button>
      )}
    </fieldset>
  );
}
