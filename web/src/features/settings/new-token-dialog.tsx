/** Makes a token and shows it, once. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { api, unwrap } from '@/api/client';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { type Permission, useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { apiTokensQuery } from './queries';

const SCOPES: readonly Permission[] = [
  'conversations.read',
  'messages.send',
  'tickets.assign',
  'contacts.edit',
  'templates.view',
  'templates.manage',
  'spend.view',
  'spend.manage',
  'members.view',
  'members.manage',
  'connections.view',
  'connections.manage',
  'tokens.manage',
  'organization.manage',
  'raw.view',
  'sandbox.use',
];

type Values = { name: string; scopes: Permission[]; quota: string };

export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const { t, texts } = useI18n();
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  const create = useMutation({
    mutationFn: ({ name, scopes, quota }: Values) =>
      unwrap(
        api.POST('/api/v1/organizations/{organization}/api-tokens', {
          params: { path: { organization } },
          body: { name: name.trim(), scopes, quota_per_minute: quota === '' ? null : Number(quota) },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: apiTokensQuery(organization).queryKey }),
  });
  const token = create.data?.token;
  return (
    <Dialog open onClose={onClose} title={t('tokens.new')} description={t('tokens.hint')}>
      {token ? (
        <>
          <CopyField label={t('tokens.token')} value={token} copyLabel={t('action.copy')} />
          <p className="mt-2 text-12 text-ink-3">{t('tokens.once')}</p>
          <DialogActions>
            <Button variant="primary" onClick={onClose}>
              {t('action.done')}
            </Button>
          </DialogActions>
        </>
      ) : (
        <TokenForm
          busy={create.isPending}
          problem={create.isError ? problemText(texts, create.error) : null}
          onSubmit={create.mutate}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}

type FormProps = {
  busy: boolean;
  problem: string | null;
  onSubmit: (values: Values) => void;
  onCancel: () => void;
};

function TokenForm({ busy, problem, onSubmit, onCancel }: FormProps) {
  const { t } = useI18n();
  const { can } = useOrganization();
  const form = useForm<Values>({
    defaultValues: { name: '', scopes: ['conversations.read', 'messages.send'], quota: '' },
  });
  const { errors } = form.formState;
  const required = t('account.required');
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit(onSubmit)}>
      {problem && <Banner tone="bad" title={problem} />}
      <TextField
        label={t('tokens.name')}
        hint={t('tokens.name_hint')}
        autoFocus
        error={errors.name?.message}
        {...form.register('name', { required })}
      />
      <fieldset>
        <legend className="text-13 font-medium">{t('tokens.scopes')}</legend>
        <div className="mt-1 grid gap-x-4 sm:grid-cols-2">
          {/* Nobody hands out more than they have. */}
          {SCOPES.filter(can).map((scope) => (
            <label key={scope} className="flex min-h-8 items-center gap-2 text-13 max-md:min-h-11">
              <input
                type="checkbox"
                value={scope}
                className="size-4 accent-verdi"
                {...form.register('scopes', { required: t('tokens.scopes_required') })}
              />
              {t(`permission.${scope}`)}
            </label>
          ))}
        </div>
        {errors.scopes && (
          <p role="alert" className="text-12 font-medium text-danger">
            {errors.scopes.message}
          </p>
        )}
      </fieldset>
      <TextField
        type="number"
        min={1}
        label={t('tokens.quota')}
        hint={t('tokens.quota_hint')}
        error={errors.quota?.message}
        {...form.register('quota', { pattern: { value: /^[1-9]\d*$/, message: t('tokens.quota_invalid') } })}
      />
      <DialogActions>
        <Button variant="outline" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
        <Button variant="primary" type="submit" busy={busy}>
          {t('tokens.create')}
        </Button>
      </DialogActions>
    </form>
  );
}
