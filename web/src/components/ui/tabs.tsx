/** Tabs with the sliding line under the chosen one; arrows move between them. */
import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';

type Tab<Value extends string> = { value: Value; label: string; extra?: ReactNode };

type Props<Value extends string> = {
  label: string;
  tabs: Tab<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  controls?: string;
  className?: string;
};

export function Tabs<Value extends string>({
  label,
  tabs,
  value,
  onChange,
  controls,
  className,
}: Props<Value>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const index = (tabs.findIndex((tab) => tab.value === value) + step + tabs.length) % tabs.length;
    const next = tabs[index];
    if (!next) return;
    onChange(next.value);
    list.current?.querySelectorAll<HTMLButtonElement>('[role=tab]')[index]?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      onKeyDown={move}
      data-own-arrows
      className={clsx('flex gap-5 border-b border-line', className)}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          aria-controls={controls}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
          className={clsx(
            'relative -mb-px flex h-9 items-center gap-1.5 border-b-2 text-13 font-medium whitespace-nowrap transition-colors duration-200 max-md:h-11 max-md:min-w-11 max-md:justify-center',
            tab.value === value ? 'border-verdi text-ink' : 'border-transparent text-ink-3 hover:text-ink',
          )}
        >
          {tab.label}
          {tab.extra}
        </button>
      ))}
    </div>
  );
}
