/** Around a table that may be wider than its place: it is scrolled by keyboard too. */
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

type Props = { label: string; className?: string; children: ReactNode };

export function TableScroller({ label, className, children }: Props) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      className={clsx('overflow-x-auto outline-offset-[-2px]', className)}
    >
      {children}
    </section>
  );
}
