/** The frame of the pages before one is inside: mark, title, a card. */
import type { ReactNode } from 'react';
import { Logo } from '@/components/ui/logo';
import { LOCALES, useI18n } from '@/lib/i18n';

type Props = { title: string; hint?: ReactNode; wide?: boolean; children?: ReactNode };

export function AccountFrame({ title, hint, wide, children }: Props) {
  return (
    <main className="lattice flex h-full flex-col items-center overflow-y-auto px-4 py-10 max-md:py-6">
      <div className={`relative my-auto w-full ${wide ? 'max-w-[560px]' : 'max-w-[400px]'}`}>
        <div className="rounded-2xl border border-line bg-surface p-7 shadow-2 max-md:p-5">
          <span className="mb-4 grid size-12 place-items-center rounded-xl bg-rail text-brass">
            <Logo className="size-7" />
          </span>
          <h1 className="text-20 font-semibold tracking-[-0.02em]">{title}</h1>
          {hint && <p className="mt-1 text-13 text-ink-2">{hint}</p>}
          <div className="mt-6">{children}</div>
        </div>
        <Languages />
      </div>
    </main>
  );
}

function Languages() {
  const { t, locale, changeLocale } = useI18n();
  return (
    <div className="mt-4 flex justify-center gap-1">
      {LOCALES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === locale}
          onClick={() => void changeLocale(one)}
          className={`h-8 rounded-md px-2.5 text-12 font-medium max-md:h-11 ${one === locale ? 'text-ink underline underline-offset-4' : 'text-ink-2 hover:text-ink'}`}
        >
          {t(`locale.${one}`)}
        </button>
      ))}
    </div>
  );
}
