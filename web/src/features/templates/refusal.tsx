/** Why a template was not taken: in plain words, and in Meta's own with its code. */
import { ApiProblem } from '@/api/problem';
import { Banner } from '@/components/ui/banner';
import { fieldsOf, textOf } from '@/lib/fields';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';

export function Refusal({ error }: { error: unknown }) {
  const { t, texts, locale } = useI18n();
  if (!(error instanceof ApiProblem) || error.code !== 'template_refused')
    return <Banner tone="bad" title={problemText(texts, error)} />;
  const { params } = error;
  const cause = textOf(fieldsOf(params.cause)[locale]);
  const action = textOf(fieldsOf(params.action)[locale]);
  const code = [textOf(params.graph_code), textOf(params.graph_subcode)].filter(Boolean).join('/');
  const own = [textOf(params.graph_message), textOf(params.graph_details)].filter(Boolean).join(' ');
  return (
    <Banner tone="bad" title={cause || t('builder.refused')}>
      {action}
      <span className="mt-1 block text-12 text-ink-2">{t('builder.refused_meta', { text: own, code })}</span>
    </Banner>
  );
}
