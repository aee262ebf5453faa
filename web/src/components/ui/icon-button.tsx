/** A square button with an icon; its name is the tooltip and the accessible name. */
import { clsx } from 'clsx';
import type { ComponentProps } from 'react';
import { Tip, type TipSide } from './tip';

type Props = { label: string; keys?: string; side?: TipSide; active?: boolean } & ComponentProps<'button'>;

export function IconButton({ label, keys, side, active, className, ...rest }: Props) {
  return (
    <Tip label={label} keys={keys} side={side}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={clsx(
          'grid size-8 shrink-0 place-items-center rounded-md transition-colors duration-100 active:bg-press disabled:pointer-events-none disabled:opacity-45 max-md:size-11 [&_svg]:size-[18px] [&_svg]:stroke-[1.75]',
          active ? 'bg-verdi-soft text-verdi-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
          className,
        )}
      />
    </Tip>
  );
}
