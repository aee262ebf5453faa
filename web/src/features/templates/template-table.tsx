/** Templates as rows. */
import { ChevronRight } from 'lucide-react';
import type { Line } from '@/api/types';
import { Button } from '@/components/ui/button';
import { Quality } from '@/components/ui/quality';
import { serverNow } from '@/lib/clock';
import { useDates, useI18n } from '@/lib/i18n';
import { useAnnounced } from './announced';
import { languageName } from './languages';
import { linesOf, type Template } from './queries';
import { StateOf } from './template-state';

type Props = {
  templates: Template[];
  lines: Line[];
  onOpen: (template: string) => void;
  /** Null at the end of the list. */
  more: (() => void) | null;
  loading: boolean;
};

export function TemplateTable({ templates, lines, onOpen, more, loading }: Props) {
  const { t } = useI18n();
  return (
    <>
      <div className="overflow-x-auto">
        <table className="w-full text-left text-13">
          <thead className="max-md:sr-only">
            <tr className="text-12 text-ink-3 [&>th]:h-9 [&>th]:px-3 [&>th]:font-medium [&>th:first-child]:pl-4">
              <th>{t('templates.name')}</th>
              <th>{t('templates.language')}</th>
              <th>{t('templates.state')}</th>
              <th>{t('lines.quality')}</th>
              <th>{t('templates.line')}</th>
              <th>{t('templates.usage')}</th>
              <th>{t('templates.changed')}</th>
              <th>
                <span className="sr-only">{t('action.open')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {templates.map((template) => (
              <Row key={template.id} template={template} lines={lines} onOpen={() => onOpen(template.id)} />
            ))}
          </tbody>
        </table>
      </div>
      {more && (
        <div className="flex justify-center border-t border-line p-3">
          <Button variant="outline" busy={loading} onClick={more}>
            {t('action.more_entries')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Which lines send it; where none is connected any more, the account. */
export function placeOf(template: Template, lines: Line[]): string {
  const names = linesOf(lines, template.waba_id).map((line) => line.name);
  return names.length > 0 ? names.join(', ') : template.waba_id;
}

type RowProps = { template: Template; lines: Line[]; onOpen: () => void };

function Row({ template, lines, onOpen }: RowProps) {
  const { t, locale, number } = useI18n();
  const dates = useDates();
  const { usage, rejection } = template;
  const { becomes, disabledFrom } = useAnnounced(template);
  const comes = [becomes, disabledFrom].filter(Boolean).join(' ');
  return (
    <tr className="relative border-t border-line transition-colors hover:bg-hover max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-2 max-md:py-3 [&>td]:px-3 [&>td:first-child]:pl-4 md:[&>td]:h-16 md:[&>td]:py-2">
      <td className="min-w-0 md:max-w-72">
        {/* The whole row opens; the button is what keyboards and screen readers reach. */}
        <button
          type="button"
          onClick={onOpen}
          className="block max-w-full truncate text-left font-mono text-13 font-medium tracking-[-0.02em] after:absolute after:inset-0"
        >
          {template.name}
        </button>
        <span className="block truncate text-12 text-ink-3">
          {t(`templates.category_${template.category}`)}
          <span className="md:hidden"> · {languageName(template.language, locale)}</span>
        </span>
        {comes && <span className="block text-12 text-brass-ink md:hidden">{comes}</span>}
      </td>
      <td className="max-md:hidden">
        {languageName(template.language, locale)}
        <span className="block font-mono text-12 tracking-[-0.02em] text-ink-3">{template.language}</span>
      </td>
      <td className="max-md:self-center max-md:justify-self-end">
        <StateOf state={template.state} />
        {rejection && (
          <span className="mt-0.5 block max-w-52 truncate text-12 text-ink-2 max-md:hidden">
            {rejection.cause[locale]}
          </span>
        )}
        {comes && <span className="mt-0.5 block max-w-52 text-12 text-brass-ink max-md:hidden">{comes}</span>}
      </td>
      <td className="max-md:hidden">
        <Quality rating={template.quality} />
      </td>
      <td className="text-ink-2 max-md:hidden">{placeOf(template, lines)}</td>
      <td className="tnum whitespace-nowrap text-ink-2 max-md:hidden">
        {t('templates.usage_of', { sent: number(usage.sent), read: number(usage.read) })}
      </td>
      <td className="tnum whitespace-nowrap text-ink-2 max-md:hidden">
        {dates.ago(template.updated_at, serverNow())}
      </td>
      <td className="w-10 max-md:hidden">
        <ChevronRight className="size-4 text-ink-3" aria-hidden />
      </td>
    </tr>
  );
}
