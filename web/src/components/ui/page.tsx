/** The frame of a page beside the inbox: title, what it is for, its main action. */
import type { ReactNode } from 'react';

type Props = { title: string; description: string; action?: ReactNode; children: ReactNode };

export function Page({ title, description, action, children }: Props) {
  return (
    <main className="min-h-0 min-w-0 overflow-y-auto bg-canvas">
      <div className="mx-auto flex min-h-full max-w-[1120px] flex-col px-8 py-8 max-md:px-4 max-md:py-5">
        <header className="flex flex-wrap items-end gap-x-4 gap-y-3">
          <div className="min-w-0 flex-1 basis-64">
            <h1 className="text-26 font-semibold tracking-[-0.025em]">{title}</h1>
            <p className="mt-1 text-14 text-ink-2">{description}</p>
          </div>
          {action}
        </header>
        <div className="mt-6 flex min-h-0 flex-1 flex-col gap-5">{children}</div>
      </div>
    </main>
  );
}

export function Card({
  title,
  action,
  children,
}: {
  title?: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="rounded-xl border border-line bg-surface">
      {title && (
        <header className="flex min-h-12 flex-wrap items-center gap-3 border-b border-line px-4 py-1.5">
          <h2 className="min-w-0 flex-1 text-14 font-semibold">{title}</h2>
          {action}
        </header>
      )}
      {children}
    </section>
  );
}
