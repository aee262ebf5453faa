/** Key caps: one per key of a shortcut. */
import { keyCaps } from '@/lib/commands';

export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {keyCaps(keys).map((cap) => (
        <kbd
          key={cap}
          className="inline-grid h-[18px] min-w-[18px] place-items-center rounded-[4px] border border-line-2 bg-surface px-1 font-mono text-11 leading-none text-ink-3"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
