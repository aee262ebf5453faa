/** The search over a list: what is typed is searched for once its writer pauses. */
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 180;

type Props = {
  q: string;
  label: string;
  onSearch: (q: string) => void;
};

export function SearchRow({ q, label, onSearch }: Props) {
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => latest.current(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, q]);
  return (
    <div className="flex h-12 min-w-0 flex-1 basis-56 items-center gap-3 pl-4">
      <Search className="size-4 shrink-0 text-ink-3" aria-hidden />
      <input
        type="search"
        value={text}
        aria-label={label}
        placeholder={label}
        onChange={(event) => setText(event.target.value)}
        className="h-full min-w-0 flex-1 bg-transparent text-13 outline-offset-[-2px] placeholder:text-ink-3 max-md:text-16"
      />
    </div>
  );
}
