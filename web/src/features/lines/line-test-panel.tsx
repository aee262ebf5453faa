/** Asks Meta whether the connection works, and shows Meta's own words when it does not. */
import { CheckCircle2, PlugZap, TriangleAlert } from 'lucide-react';
import type { Line, LineTest } from '@/api/types';
import { Button } from '@/components/ui/button';
import { useDates, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { useTestLine } from './mutations';

export function LineTestPanel({ line }: { line: Line }) {
  const { t, texts } = useI18n();
  const dates = useDates();
  const test = useTestLine(line.id);
  const checked = line.doors[0]?.checked_at;
  return (
    <section className="rounded-xl border border-line bg-surface-2 p-4">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 basis-48 text-13 text-ink-2">
          {checked ? t('lines.checked', { at: dates.full(checked) }) : t('lines.never_checked')}
        </p>
        <Button variant="outline" busy={test.isPending} onClick={() => test.mutate()}>
          <PlugZap />
          {t('lines.test')}
        </Button>
      </div>
      <div role="status">
        {test.isError && <p className="mt-3 text-13 text-danger">{problemText(texts, test.error)}</p>}
        {test.data && <Result result={test.data} />}
      </div>
    </section>
  );
}

function Result({ result }: { result: LineTest }) {
  const { t, locale } = useI18n();
  const { error } = result;
  if (!error) {
    return (
      <p className="mt-3 flex items-center gap-2 text-13">
        <CheckCircle2 className="size-4 text-verdi-ink" aria-hidden />
        {t('lines.test_ok', { name: result.verified_name ?? '', phone: result.display_phone_number ?? '' })}
      </p>
    );
  }
  const codes = [error.code, error.subcode].filter((code) => code != null).join(' / ');
  return (
    <div className="mt-3 flex gap-2 text-13">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">{error.cause?.[locale] ?? t('lines.test_failed')}</p>
        {error.action && <p className="text-ink-2">{error.action[locale]}</p>}
        <p className="mt-1 font-mono text-12 tracking-[-0.02em] break-words text-ink-3">
          {codes} {error.type} {error.message} {error.details} {error.fbtrace_id && `(${error.fbtrace_id})`}
        </p>
      </div>
    </div>
  );
}
