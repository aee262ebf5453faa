/** The emoji in their groups, or those that were looked for; the keys work from the search field. */
import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import {
  type KeyboardEvent,
  type RefObject,
  useDeferredValue,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { VList, type VListHandle } from 'virtua';
import { type Emoji, findEmoji, inTone, moveIn, type Place, rowsOf } from '@/lib/emoji';
import { type PlainKey, useI18n } from '@/lib/i18n';
import { noteEmoji, setTone, useEmojiHabits } from './emoji-data';

const COLUMNS = 8;
const TONES = ['✋', '✋🏻', '✋🏼', '✋🏽', '✋🏾', '✋🏿'];
const FREQUENT = -1;

const GROUPS: { group: number; sign: string; name: PlainKey }[] = [
  { group: FREQUENT, sign: '🕘', name: 'emoji.frequent' },
  { group: 0, sign: '😀', name: 'emoji.faces' },
  { group: 1, sign: '👋', name: 'emoji.people' },
  { group: 3, sign: '🐻', name: 'emoji.animals' },
  { group: 4, sign: '🍎', name: 'emoji.food' },
  { group: 5, sign: '🚗', name: 'emoji.travel' },
  { group: 6, sign: '🎉', name: 'emoji.activities' },
  { group: 7, sign: '💡', name: 'emoji.objects' },
  { group: 8, sign: '✅', name: 'emoji.symbols' },
  { group: 9, sign: '🏁', name: 'emoji.flags' },
];

/** A title, or a row of emoji by its number. */
type Line = { title: PlainKey } | { row: number; emoji: Emoji[] };

function linesOf(all: Emoji[], recent: string[]): { lines: Line[]; rows: Emoji[][] } {
  const known = new Map(all.map((emoji) => [emoji.unicode, emoji]));
  const lines: Line[] = [];
  const rows: Emoji[][] = [];
  for (const { group, name } of GROUPS) {
    const own =
      group === FREQUENT
        ? recent.flatMap((unicode) => known.get(unicode) ?? [])
        : all.filter((emoji) => emoji.group === group);
    lines.push({ title: name });
    for (const emoji of rowsOf(own, COLUMNS)) {
      lines.push({ row: rows.length, emoji });
      rows.push(emoji);
    }
  }
  return { lines, rows };
}

function useBoard(all: Emoji[], query: string): { lines: Line[]; rows: Emoji[][] } {
  // What one picks now must not move what one looks at.
  const [recent] = useState(() => useEmojiHabits.getState().recent);
  return useMemo(() => {
    if (query.trim() === '') return linesOf(all, recent);
    const rows = rowsOf(findEmoji(all, query), COLUMNS);
    return { rows, lines: rows.map((emoji, row) => ({ row, emoji })) };
  }, [all, query, recent]);
}

type Props = {
  all: Emoji[];
  field: RefObject<HTMLInputElement | null>;
  onPick: (emoji: string) => void;
};

export function EmojiBoard({ all, field, onPick }: Props) {
  const { t } = useI18n();
  const id = useId();
  const list = useRef<VListHandle>(null);
  const [text, setText] = useState('');
  const query = useDeferredValue(text);
  const { lines, rows } = useBoard(all, query);
  const [at, setAt] = useState<Place | null>(null);
  const tone = useEmojiHabits((state) => state.tone);
  const active = at && rows[at.row]?.[at.column];
  const pick = (emoji: Emoji) => {
    noteEmoji(emoji.unicode);
    onPick(inTone(emoji, tone));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    if (event.key === 'Enter') {
      event.preventDefault();
      const found = active ?? (query.trim() === '' ? undefined : rows[0]?.[0]);
      if (found) pick(found);
      return;
    }
    // Before one walks among the emoji, the arrows walk in the text.
    if (sideways && at === null && text !== '') return;
    const next = moveIn(rows, at, event.key);
    if (!next) return;
    event.preventDefault();
    setAt(next);
    const line = lines.findIndex((one) => 'row' in one && one.row === next.row);
    list.current?.scrollToIndex(line, { align: 'nearest' });
  };
  return (
    <>
      <label className="m-2 mb-1 flex h-9 shrink-0 items-center gap-2 rounded-lg bg-surface-3 px-2.5 focus-within:outline-2 focus-within:outline-ring max-md:h-11">
        <Search className="size-4 shrink-0 text-ink-3" aria-hidden />
        <input
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: the layer was opened to look for something
          autoFocus
          type="search"
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-active` : undefined}
          value={text}
          aria-label={t('emoji.search')}
          placeholder={t('emoji.search')}
          onChange={(event) => {
            setText(event.target.value);
            setAt(null);
            list.current?.scrollToIndex(0);
          }}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-13 outline-none placeholder:text-ink-3 max-md:text-16"
        />
      </label>
      {query.trim() === '' && (
        <Groups
          onGo={(name) =>
            list.current?.scrollToIndex(lines.findIndex((one) => 'title' in one && one.title === name))
          }
        />
      )}
      <div className="min-h-0 flex-1">
        {rows.length === 0 ? (
          <p role="status" className="px-4 py-8 text-center text-13 text-ink-2">
            {t('emoji.none')}
          </p>
        ) : (
          <VList
            ref={list}
            id={`${id}-list`}
            role="listbox"
            aria-label={t('emoji.title')}
            className="h-full px-2 pb-2"
          >
            {lines.map((line) =>
              'title' in line ? (
                <div
                  key={line.title}
                  role="presentation"
                  className="px-1 pt-2 pb-1 text-11 font-semibold text-ink-2"
                >
                  {t(line.title)}
                </div>
              ) : (
                <Row
                  key={line.row}
                  emoji={line.emoji}
                  tone={tone}
                  active={at?.row === line.row ? at.column : -1}
                  activeId={`${id}-active`}
                  onPick={pick}
                />
              ),
            )}
          </VList>
        )}
      </div>
      <Footer active={active ?? null} tone={tone} />
    </>
  );
}

function Groups({ onGo }: { onGo: (name: PlainKey) => void }) {
  const { t } = useI18n();
  return (
    <div className="flex shrink-0 border-b border-line px-2 max-md:hidden">
      {GROUPS.map(({ sign, name }) => (
        <button
          key={name}
          type="button"
          aria-label={t(name)}
          title={t(name)}
          onClick={() => onGo(name)}
          className="grid h-8 flex-1 place-items-center rounded text-15 grayscale hover:bg-hover hover:grayscale-0"
        >
          <span aria-hidden>{sign}</span>
        </button>
      ))}
    </div>
  );
}

type RowProps = {
  emoji: Emoji[];
  tone: number;
  /** The column that is chosen by the keys. */
  active: number;
  activeId: string;
  onPick: (emoji: Emoji) => void;
};

function Row({ emoji, tone, active, activeId, onPick }: RowProps) {
  return (
    <div role="presentation" className="grid grid-cols-8">
      {emoji.map((one, column) => (
        <button
          key={one.unicode}
          type="button"
          role="option"
          id={column === active ? activeId : undefined}
          aria-selected={column === active}
          tabIndex={-1}
          aria-label={one.label}
          title={one.label}
          // The focus stays in the field, so that the keys go on working.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(one)}
          className={clsx(
            'grid h-9 place-items-center rounded-md text-[22px] leading-none hover:bg-hover max-md:h-11',
            column === active && 'bg-verdi-soft outline-2 outline-ring',
          )}
        >
          <span aria-hidden>{inTone(one, tone)}</span>
        </button>
      ))}
    </div>
  );
}

function Footer({ active, tone }: { active: Emoji | null; tone: number }) {
  const { t } = useI18n();
  return (
    <footer className="flex h-10 shrink-0 items-center gap-2 border-t border-line pr-1 pl-3 max-md:h-12">
      <span role="status" className="min-w-0 flex-1 truncate text-12 text-ink-2">
        {active?.label}
      </span>
      <button
        type="button"
        aria-label={t('emoji.tone')}
        title={t('emoji.tone')}
        onClick={() => setTone((tone + 1) % TONES.length)}
        className="grid size-8 shrink-0 place-items-center rounded-md text-[18px] hover:bg-hover max-md:size-11"
      >
        <span aria-hidden>{TONES[tone]}</span>
      </button>
    </footer>
  );
}
