/** On or off, with its label and an explanation. */
import { clsx } from 'clsx';
import { useId } from 'react';

type Props = {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

export function Switch({ label, hint, checked, onChange, disabled }: Props) {
  const id = useId();
  return (
    <div className="flex items-center gap-4 py-2">
      <div className="min-w-0 flex-1">
        <div id={id} className="text-13 font-medium">
          {label}
        </div>
        {hint && (
          <div id={`${id}-hint`} className="text-12 text-ink-3">
            {hint}
          </div>
        )}
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={checked}
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        disabled={disabled}
        onClick={() => onChange(!checked)}
        className="grid h-8 shrink-0 place-items-center disabled:opacity-45 max-md:size-11"
      >
        <span
          className={clsx(
            'block h-5 w-9 rounded-full p-0.5 transition-colors',
            checked ? 'bg-verdi' : 'bg-ink-3',
          )}
        >
          <span
            className={clsx(
              'block size-4 rounded-full bg-surface transition-transform',
              checked && 'translate-x-4',
            )}
          />
        </span>
      </button>
    </div>
  );
}
