/** A labelled control with its hint and its error. */
import { clsx } from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';

const CONTROL =
  'h-9 w-full min-w-0 rounded-lg border bg-surface px-3 text-14 text-ink placeholder:text-ink-3 disabled:opacity-60 max-md:h-11 max-md:text-16';

const AREA = '!h-auto min-h-28 field-sizing-content resize-y py-2 leading-[22px]';

type Common = { label: string; hint?: ReactNode; error?: string };

function Frame({ id, label, hint, error, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-13 font-medium text-ink">
        {label}
      </label>
      {children}
      {error ? (
        <p id={`${id}-note`} role="alert" className="text-12 font-medium text-danger">
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-note`} className="text-12 text-ink-3">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

const describe = (id: string, { hint, error }: Common) => ({
  id,
  'aria-invalid': error ? true : undefined,
  'aria-describedby': hint || error ? `${id}-note` : undefined,
});

export function TextField({
  label,
  hint,
  error,
  mono,
  className,
  ...rest
}: Common & { mono?: boolean } & ComponentProps<'input'>) {
  const id = useId();
  const common = { label, hint, error };
  return (
    <Frame id={id} {...common}>
      <input
        {...describe(id, common)}
        {...rest}
        className={clsx(
          CONTROL,
          mono && 'font-mono text-13 tracking-[-0.02em]',
          error ? 'border-danger' : 'border-line-2',
          className,
        )}
      />
    </Frame>
  );
}

export function SelectField({ label, hint, error, className, ...rest }: Common & ComponentProps<'select'>) {
  const id = useId();
  const common = { label, hint, error };
  return (
    <Frame id={id} {...common}>
      <select
        {...describe(id, common)}
        {...rest}
        className={clsx(CONTROL, error ? 'border-danger' : 'border-line-2', className)}
      />
    </Frame>
  );
}

/** A text of several lines. */
export function AreaField({ label, hint, error, className, ...rest }: Common & ComponentProps<'textarea'>) {
  const id = useId();
  const common = { label, hint, error };
  return (
    <Frame id={id} {...common}>
      <textarea
        {...describe(id, common)}
        {...rest}
        className={clsx(CONTROL, AREA, error ? 'border-danger' : 'border-line-2', className)}
      />
    </Frame>
  );
}
