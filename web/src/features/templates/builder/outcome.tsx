/** What stands against a submission that was tried: what has no field of its own, and what Meta said. */
import { ApiProblem } from '@/api/problem';
import { Banner } from '@/components/ui/banner';
import { useI18n } from '@/lib/i18n';
import { type Finding, hasErrors, unplaced } from '../findings';
import { Refusal } from '../refusal';

export function Outcome({ error, findings }: { error: unknown; findings: Finding[] }) {
  const { t, locale } = useI18n();
  const invalid = error instanceof ApiProblem && error.code === 'template_invalid';
  const loose = unplaced(findings)
    .map((one) => one.message[locale])
    .join(' ');
  return (
    <>
      {(invalid || hasErrors(findings)) && (
        <Banner tone="bad" title={t('builder.mend')}>
          {loose}
        </Banner>
      )}
      {error !== null && !invalid && <Refusal error={error} />}
    </>
  );
}
