/** The customer's phone around what it shows. */
import type { ReactNode } from 'react';
import { Avatar } from '@/components/ui/avatar';

type Props = { label: string; business: string; children: ReactNode };

export function PhoneFrame({ label, business, children }: Props) {
  return (
    <section
      aria-label={label}
      className="mx-auto flex min-h-[480px] w-full max-w-[340px] flex-col overflow-hidden rounded-[40px] border-[9px] border-rail bg-rail shadow-3"
    >
      <header className="flex h-13 shrink-0 items-center gap-2.5 px-4 text-white">
        <Avatar name={business} size={30} />
        <span className="min-w-0 truncate text-14 font-semibold">{business}</span>
      </header>
      <div className="lattice flex-1 px-2.5 py-3">{children}</div>
    </section>
  );
}
