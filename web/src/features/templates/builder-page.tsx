/** Writes a template, new or changed, beside the phone that shows it. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plug } from 'lucide-react';
import { useRef, useState } from 'react';
import { linesQuery } from '@/api/directory';
import { templateQuery } from '@/api/templates';
import type { Line } from '@/api/types';
import { PhoneFrame } from '@/components/template/phone-frame';
import { type ShownFiles, TemplatePreview } from '@/components/template/template-preview';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Page } from '@/components/ui/page';
import { toast } from '@/components/ui/toast';
import { EmptyState, ErrorState, Loading, NoPermission, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { isEditable } from '@/lib/template/shape';
import { BasicsPart } from './builder/basics-part';
import { CodePart } from './builder/code-part';
import { Contents } from './builder/contents';
import type { Form } from './builder/form';
import { Outcome } from './builder/outcome';
import { type Draft, draftOf, newDraft } from './draft';
import { hasErrors, rootOf } from './findings';
import { usualLanguage } from './languages';
import { linesOf, linesToSync, type Template, useSubmitTemplate } from './queries';
import { useFindings } from './use-findings';
import { writtenOf } from './written';

type Props = {
  /** The template that is changed, or whose text a new one begins with. */
  template: string | null;
  as: 'new' | 'copy' | 'edit';
};

export function BuilderPage({ template, as }: Props) {
  const { t } = useI18n();
  const { id, can } = useOrganization();
  const may = can('templates.manage');
  const lines = useQuery({ ...linesQuery(id), enabled: may });
  const found = useQuery({ ...templateQuery(id, template ?? ''), enabled: may && template !== null });
  const ready = lines.data && (template === null || found.data);
  const failed = lines.error ?? found.error;
  return (
    <Page title={t(`builder.title.${as}`)} description={t('builder.hint')}>
      {!may ? (
        <NoPermission />
      ) : ready ? (
        <Begin key={template} lines={lines.data ?? []} template={found.data ?? null} as={as} />
      ) : failed ? (
        <ErrorState error={failed} onRetry={() => void (lines.error ? lines : found).refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-96 !rounded-xl" />
        </Loading>
      )}
    </Page>
  );
}

type BeginProps = { lines: Line[]; template: Template | null; as: Props['as'] };

function Begin({ lines, template, as }: BeginProps) {
  const { t, locale } = useI18n();
  const { organization } = useOrganization();
  const accounts = linesToSync(lines);
  const own = template ? linesOf(accounts, template.waba_id)[0] : undefined;
  const line = (own ?? accounts[0])?.id;
  if (line === undefined)
    return (
      <EmptyState icon={Plug} title={t('templates.no_line')}>
        {t('templates.no_line_hint')}
      </EmptyState>
    );
  const begin = template
    ? { ...draftOf(template, line), ...(as === 'copy' && { language: '' }) }
    : newDraft(line, usualLanguage(organization.country, locale));
  return <Builder begin={begin} lines={accounts} template={as === 'edit' ? template : null} />;
}

function Builder({ begin, lines, template }: { begin: Draft; lines: Line[]; template: Template | null }) {
  const { t } = useI18n();
  const { id: org, organization } = useOrganization();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(begin);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [submitted, setSubmitted] = useState(false);
  const findings = useFindings(draft, touched, submitted);
  const submit = useSubmitTemplate();
  const fields = useRef<HTMLFormElement>(null);
  const form: Form = {
    draft,
    change: (field, change) => {
      setDraft(change);
      findings.forget(field);
      setTouched((old) => (old.has(rootOf(field)) ? old : new Set([...old, rootOf(field)])));
      submit.reset();
    },
    notes: findings.at,
  };
  const leave = (shown?: string) =>
    void navigate({ to: '/o/$org/templates', params: { org }, search: { template: shown } });
  const send = () => {
    setSubmitted(true);
    if (findings.settled && hasErrors(findings.all)) {
      // Marked by then.
      requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
      return;
    }
    submit.mutate(
      {
        template: template?.id ?? null,
        line: draft.line,
        written: writtenOf(draft),
        category: template !== null && template.category !== draft.category,
      },
      {
        onSuccess: (answer) => {
          toast(t('builder.submitted', { name: answer.name }));
          leave(answer.id);
        },
      },
    );
  };
  const files: ShownFiles = Object.fromEntries(
    Object.entries(draft.samples).map(([key, { name, url }]) => [key, { name, url }]),
  );
  const locked = template !== null && !isEditable(template);
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_340px]">
      <form
        ref={fields}
        className="flex min-w-0 flex-col gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {locked && <Banner tone="warn" title={t('builder.locked')} />}
        {template?.state === 'approved' && <Banner tone="info" title={t('builder.edit_approved')} />}
        <BasicsPart
          form={form}
          lines={lines}
          kept={{ name: template !== null, category: template?.state === 'approved' }}
        />
        {draft.shape.code ? <CodePart form={form} /> : <Contents form={form} />}
        <Outcome error={submit.error} findings={submitted ? findings.all : []} />
        <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-1 py-3">
          <Button variant="outline" onClick={() => leave(template?.id)}>
            {t('action.cancel')}
          </Button>
          <Button variant="primary" type="submit" busy={submit.isPending} disabled={locked}>
            {t('builder.submit')}
          </Button>
        </div>
      </form>
      <div className="lg:sticky lg:top-8">
        <PhoneFrame label={t('build.preview')} business={organization.name}>
          <TemplatePreview shape={draft.shape} values={draft.examples} files={files} />
        </PhoneFrame>
      </div>
    </div>
  );
}
