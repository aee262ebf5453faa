/** One filter as a pill: what is chosen, and the menu of what can be. */
import { ChevronDown } from 'lucide-react';
import { Menu, MenuItem } from './menu';

type Props<Value extends string> = {
  name: string;
  all: string;
  value: Value | undefined;
  options: { value: Value; label: string; extra?: string }[];
  onChange: (value: Value | undefined) => void;
};

export function ChoicePill<Value extends string>({ name, all, value, options, onChange }: Props<Value>) {
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
          <span className="max-w-80 min-w-0 flex-1 py-1">{one.label}</span>
          {one.extra && <span className="tnum text-ink-3">{one.extra}</span>}
        </MenuItem>
      ))}
    </Menu>
  );
}
