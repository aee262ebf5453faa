/** Title, search, tabs and filters above the list of conversations. */
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ChevronDown, MailOpen, PenLine, Search, X } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { linesQuery } from '@/api/directory';
import { IconButton } from '@/components/ui/icon-button';
import { Kbd } from '@/components/ui/kbd';
import { Menu, MenuItem } from '@/components/ui/menu';
import { Tabs } from '@/components/ui/tabs';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { type InboxSearch, type ListFilter, STATES, VIEWS } from '../data/filter';
import { countsQuery } from '../data/queries';
import { UndeliveredNotice } from './undelivered-notice';

const SEARCH_PAUSE_MS = 180;

type Props = {
  filter: ListFilter;
  setFilter: (part: InboxSearch) => void;
  onNew: () => void;
  searchRef: RefObject<HTMLInputElement | null>;
};

export function ListHeader({ filter, setFilter, onNew, searchRef }: Props) {
  const { t, number } = useI18n();
  const { id, can } = useOrganization();
  const counts = useQuery(countsQuery(id)).data;
  return (
    <>
      <header className="flex h-[60px] shrink-0 items-center gap-1 pr-3 pl-[18px]">
        <h1 className="flex-1 text-20 font-semibold tracking-[-0.02em]">{t('nav.inbox')}</h1>
        {can('messages.send') && (
          <IconButton label={t('command.new')} keys="c" onClick={onNew}>
            <PenLine />
          </IconButton>
        )}
      </header>
      <UndeliveredNotice />
      <SearchBox q={filter.q} onSearch={(q) => setFilter({ q: q || undefined })} inputRef={searchRef} />
      <Tabs
        label={t('inbox.views')}
        value={filter.view}
        onChange={(view) => setFilter({ view })}
        className="mx-4 mt-2"
        controls="conversations"
        tabs={VIEWS.map((view) => ({
          value: view,
          label: t(`inbox.view.${view}`),
          extra: counts && (
            <span className="tnum text-12 font-normal text-ink-3">{number(counts[view].open)}</span>
          ),
        }))}
      />
      <div className="flex flex-wrap gap-1.5 px-4 pt-2.5 pb-2">
        <StateFilter value={filter.state} onChange={(state) => setFilter({ state })} />
        <LineFilter value={filter.line} onChange={(line) => setFilter({ line: line || undefined })} />
        <button
          type="button"
          aria-pressed={filter.unread}
          onClick={() => setFilter({ unread: filter.unread ? undefined : true })}
          className={clsx(
            PILL,
            filter.unread ? 'border-verdi-line bg-verdi-soft text-verdi-ink' : 'border-line-2 text-ink-2',
          )}
        >
          <MailOpen className="size-3.5" aria-hidden />
          {t('inbox.unread_only')}
        </button>
      </div>
    </>
  );
}

const PILL =
  'inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-12 font-medium whitespace-nowrap transition-colors hover:bg-hover max-md:h-11';

function SearchBox(props: {
  q: string;
  onSearch: (q: string) => void;
  inputRef: RefObject<HTMLInputElement | null>;
}) {
  const { q, onSearch, inputRef } = props;
  const { t } = useI18n();
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => onSearch(text.trim()), SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, q, onSearch]);
  return (
    <div className="mx-4 flex h-9 items-center gap-2 rounded-lg bg-surface-3 pr-1.5 pl-2.5 text-13 focus-within:outline-2 focus-within:outline-ring max-md:h-11">
      <Search className="size-4 shrink-0 text-ink-3" aria-hidden />
      <input
        ref={inputRef}
        type="search"
        value={text}
        aria-label={t('inbox.search')}
        placeholder={t('inbox.search')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (text === '') event.currentTarget.blur();
          setText('');
        }}
        className="h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-3 max-md:text-16 [&::-webkit-search-cancel-button]:hidden"
      />
      {text === '' ? (
        <span className="max-md:hidden">
          <Kbd keys="mod+k" />
        </span>
      ) : (
        <button
          type="button"
          aria-label={t('inbox.search_clear')}
          onClick={() => setText('')}
          className="grid size-6 place-items-center rounded text-ink-3 hover:text-ink max-md:size-11"
        >
          <X className="size-4" />
        </button>
      )}
    </div>
  );
}

function PillButton(props: React.ComponentProps<'button'>) {
  return <button type="button" {...props} className={clsx(PILL, 'border-line-2 text-ink-2')} />;
}

function StateFilter({
  value,
  onChange,
}: {
  value: ListFilter['state'];
  onChange: (state: ListFilter['state']) => void;
}) {
  const { t } = useI18n();
  return (
    <Menu
      trigger={
        <PillButton aria-label={`${t('inbox.filter_state')}: ${t(`inbox.state.${value}`)}`}>
          {t(`inbox.state.${value}`)}
          <ChevronDown className="size-3.5 opacity-70" aria-hidden />
        </PillButton>
      }
    >
      {STATES.map((state) => (
        <MenuItem key={state} checked={state === value} onSelect={() => onChange(state)}>
          {t(`inbox.state.${state}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}

function LineFilter({ value, onChange }: { value: string; onChange: (line: string) => void }) {
  const { t } = useI18n();
  const { id } = useOrganization();
  const lines = useQuery(linesQuery(id)).data ?? [];
  if (lines.length < 2 && value === '') return null;
  const name = lines.find((line) => line.id === value)?.name ?? t('inbox.all_lines');
  return (
    <Menu
      trigger={
        <PillButton aria-label={`${t('inbox.filter_line')}: ${name}`}>
          <span className="max-w-36 truncate">{name}</span>
          <ChevronDown className="size-3.5 opacity-70" aria-hidden />
        </PillButton>
      }
    >
      <MenuItem checked={value === ''} onSelect={() => onChange('')}>
        {t('inbox.all_lines')}
      </MenuItem>
      {lines.map((line) => (
        <MenuItem key={line.id} checked={line.id === value} onSelect={() => onChange(line.id)}>
          {line.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
