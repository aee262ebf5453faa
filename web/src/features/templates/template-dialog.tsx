/** One template: what the customer sees, what Meta says, and what may be done. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Languages, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { templateQuery } from '@/api/templates';
import type { Line } from '@/api/types';
import { TemplatePreview } from '@/components/template/template-preview';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Quality } from '@/components/ui/quality';
import { toast } from '@/components/ui/toast';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { isEditable, shapeOf } from '@/lib/template/shape';
import { examplesOf } from '@/lib/template/values';
import { useAnnounced } from './announced';
import { languageName } from './languages';
import { type Template, useRemoveTemplate } from './queries';
import { Refusal } from './refusal';
import { StateOf } from './template-state';
import { placeOf } from './template-table';

type Props = { template: string; lines: Line[]; onClose: () => void };

export function TemplateDialog({ template, lines, onClose }: Props) {
  const { t } = useI18n();
  const { id: org, can } = useOrganization();
  const query = useQuery(templateQuery(org, template));
  const found = query.data;
  return (
    <Dialog open wide onClose={onClose} title={found?.name ?? t('templates.one')}>
      {found ? (
        <>
          <Details template={found} lines={lines} />
          {can('templates.manage') && <Actions template={found} onGone={onClose} />}
        </>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-64" />
        </Loading>
      )}
    </Dialog>
  );
}

function Details({ template, lines }: { template: Template; lines: Line[] }) {
  const { t, locale, number } = useI18n();
  const dates = useDates();
  const { usage, rejection } = template;
  const { becomes, disabledFrom } = useAnnounced(template);
  return (
    <div className="grid gap-6 md:grid-cols-[minmax(0,1fr)_280px]">
      <div className="flex min-w-0 flex-col gap-4">
        {rejection && (
          <Banner tone="bad" title={rejection.cause[locale]}>
            {[rejection.explanation, rejection.recommendation].filter(Boolean).join(' ')}
            <span className="mt-1 block font-mono text-12 tracking-[-0.02em] text-ink-2">
              {rejection.reason}
            </span>
          </Banner>
        )}
        {becomes && (
          <Banner tone="warn" title={becomes}>
            {t('templates.becomes_hint')}
          </Banner>
        )}
        {disabledFrom && (
          <Banner tone="warn" title={disabledFrom}>
            {t('templates.disabled_from_hint')}
          </Banner>
        )}
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2 text-13">
          <Fact name={t('templates.state')}>
            <StateOf state={template.state} />
          </Fact>
          <Fact name={t('templates.category')}>{t(`templates.category_${template.category}`)}</Fact>
          <Fact name={t('templates.language')}>
            {languageName(template.language, locale)} · {template.language}
          </Fact>
          <Fact name={t('lines.quality')}>
            <Quality rating={template.quality} />
          </Fact>
          <Fact name={t('templates.line')}>{placeOf(template, lines)}</Fact>
          <Fact name={t('templates.account')}>
            <span className="font-mono tracking-[-0.02em]">{template.waba_id}</span>
          </Fact>
          <Fact name={t('templates.sent')}>{number(usage.sent)}</Fact>
          <Fact name={t('templates.delivered')}>{number(usage.delivered)}</Fact>
          <Fact name={t('templates.read')}>{number(usage.read)}</Fact>
          <Fact name={t('templates.changed')}>{dates.full(template.updated_at)}</Fact>
        </dl>
      </div>
      <section
        aria-label={t('build.preview')}
        className="lattice min-w-0 self-start overflow-hidden rounded-xl p-3"
      >
        <TemplatePreview shape={shapeOf(template)} values={examplesOf(template)} files={{}} />
      </section>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="tnum min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

function Actions({ template, onGone }: { template: Template; onGone: () => void }) {
  const { t } = useI18n();
  const { id: org } = useOrganization();
  const navigate = useNavigate();
  const [sure, setSure] = useState(false);
  const remove = useRemoveTemplate();
  const params = { org, template: template.id };
  const gone = () =>
    remove.mutate(template.id, {
      onSuccess: () => {
        toast(t('templates.removed', { name: template.name }));
        onGone();
      },
    });
  if (sure)
    return (
      <>
        <div className="mt-5 flex flex-col gap-3">
          <Banner tone="warn" title={t('templates.remove_ask', { language: template.language })}>
            {t('templates.remove_hint')}
          </Banner>
          {remove.error && <Refusal error={remove.error} />}
        </div>
        <DialogActions>
          <Button variant="outline" onClick={() => setSure(false)}>
            {t('action.cancel')}
          </Button>
          <Button variant="danger" busy={remove.isPending} onClick={gone}>
            {t('action.delete')}
          </Button>
        </DialogActions>
      </>
    );
  return (
    <DialogActions>
      <Button variant="danger" onClick={() => setSure(true)}>
        <Trash2 />
        {t('action.delete')}
      </Button>
      <span className="flex-1 max-md:hidden" />
      <Button
        variant="outline"
        onClick={() => void navigate({ to: '/o/$org/templates/$template/copy', params })}
      >
        <Languages />
        {t('templates.copy')}
      </Button>
      <Button
        variant="primary"
        disabled={!isEditable(template)}
        onClick={() => void navigate({ to: '/o/$org/templates/$template/edit', params })}
      >
        <Pencil />
        {t('action.edit')}
      </Button>
    </DialogActions>
  );
}
