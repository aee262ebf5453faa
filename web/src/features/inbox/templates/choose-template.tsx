/** Finds a template by keyboard or by pointer, and shows it before it is chosen. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { LayoutTemplate, Search, SearchX } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { TemplatePreview } from '@/components/template/template-preview';
import { Button } from '@/components/ui/button';
import { EmptyState, ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { shapeOf } from '@/lib/template/shape';
import { whatsappPlain } from '@/lib/whatsapp-plain';
import { sendableQuery, type Template } from './queries';

type Props = { line: string; onChoose: (template: Template) => void };

export function ChooseTemplate({ line, onChoose }: Props) {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const q = useDeferredValue(text.trim());
  const query = useInfiniteQuery({
    ...sendableQuery(organization, line, q),
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.data) ?? [];
  const active = rows[Math.min(at, rows.length - 1)];
  const optionId = (template: Template) => `${id}-${template.id}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && rows.length > 0) {
      event.preventDefault();
      const next = (Math.min(at, rows.length - 1) + step + rows.length) % rows.length;
      setAt(next);
      const row = rows[next];
      if (row) document.getElementById(optionId(row))?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter' && active) {
      event.preventDefault();
      onChoose(active);
    }
  };
  return (
    <div className="grid gap-5 md:grid-cols-[minmax(0,1fr)_280px]">
      <div className="min-w-0">
        <label className="flex h-9 items-center gap-2 rounded-lg bg-surface-3 px-2.5 focus-within:outline-2 focus-within:outline-verdi max-md:h-11">
          <Search className="size-4 shrink-0 text-ink-3" aria-hidden />
          <input
            type="text"
            role="combobox"
            value={text}
            aria-label={t('templates.search')}
            aria-expanded={rows.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={active && optionId(active)}
            autoComplete="off"
            placeholder={t('templates.search')}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            className="h-full min-w-0 flex-1 bg-transparent text-13 outline-none placeholder:text-ink-3 max-md:text-16"
          />
        </label>
        <div className="-mx-2 mt-2 flex h-80 flex-col overflow-y-auto">
          {query.isPending ? (
            <Loading>
              <div className="flex flex-col gap-2 px-2">
                <Skeleton className="h-12" />
                <Skeleton className="h-12" />
              </div>
            </Loading>
          ) : query.isError && rows.length === 0 ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : rows.length === 0 ? (
            <Nothing searched={q !== ''} />
          ) : (
            <div id={`${id}-list`} role="listbox" aria-label={t('nav.templates')}>
              {rows.map((row, n) => (
                <Option
                  key={row.id}
                  id={optionId(row)}
                  template={row}
                  active={row === active}
                  onPoint={() => setAt(n)}
                  onChoose={() => onChoose(row)}
                />
              ))}
            </div>
          )}
          {query.hasNextPage && (
            <Button
              variant="outline"
              className="mx-auto my-2"
              busy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('action.more_entries')}
            </Button>
          )}
        </div>
      </div>
      <section
        aria-label={t('build.preview')}
        className="lattice max-h-90 min-w-0 overflow-y-auto rounded-xl p-3 max-md:hidden"
      >
        {active && <TemplatePreview shape={shapeOf(active)} values={{}} files={{}} />}
      </section>
    </div>
  );
}

type OptionProps = {
  id: string;
  template: Template;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
};

function Option({ id, template, active, onPoint, onChoose }: OptionProps) {
  const { t } = useI18n();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      onPointerMove={onPoint}
      onClick={onChoose}
      className={clsx(
        'flex min-h-13 flex-col justify-center rounded-lg px-2.5 py-1.5 text-left',
        active && 'bg-verdi-soft',
      )}
    >
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-mono text-13 font-medium tracking-[-0.02em]">
          {template.name}
        </span>
        <span className="shrink-0 text-12 text-ink-3">
          {t(`templates.category_${template.category}`)} · {template.language}
        </span>
      </span>
      <span className="truncate text-12 text-ink-2">
        {whatsappPlain(shapeOf(template).body) || t('preview.code_text', { code: '123456' })}
      </span>
    </div>
  );
}

function Nothing({ searched }: { searched: boolean }) {
  const { t } = useI18n();
  if (searched) return <EmptyState icon={SearchX} title={t('templates.no_match')} />;
  return (
    <EmptyState icon={LayoutTemplate} title={t('picker.empty')}>
      {t('picker.empty_hint')}
    </EmptyState>
  );
}
