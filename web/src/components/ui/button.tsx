/** Buttons in the four weights that the design knows. */
import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

export type ButtonVariant = 'primary' | 'outline' | 'ghost' | 'danger';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-verdi text-on-verdi hover:bg-verdi-hover',
  outline: 'border border-line-2 bg-surface text-ink hover:bg-hover active:bg-press',
  ghost: 'text-ink-2 hover:bg-hover hover:text-ink active:bg-press',
  danger: 'border border-line-2 bg-surface text-danger hover:bg-danger-soft',
};

export function Button({
  variant = 'ghost',
  busy = false,
  className,
  disabled,
  ...rest
}: { variant?: ButtonVariant; busy?: boolean } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={clsx(
        'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-2.5 text-13 font-medium whitespace-nowrap transition-colors duration-100 disabled:pointer-events-none disabled:opacity-45 max-md:min-h-11 max-md:px-3.5 [&_svg]:size-4 [&_svg]:stroke-[1.75]',
        VARIANTS[variant],
        className,
      )}
    />
  );
}
