/** Adds the organization's own Meta app. */
import { useForm } from 'react-hook-form';
import type { MetaApp } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';
import { fieldProblemText, problemText } from '@/lib/problem-text';
import { useCreateMetaApp } from './mutations';

type Values = { name: string; app_id: string; app_secret: string };

export function MetaAppForm({ onDone, onCancel }: { onDone: (app: MetaApp) => void; onCancel: () => void }) {
  const { t, texts } = useI18n();
  const create = useCreateMetaApp();
  const form = useForm<Values>({ defaultValues: { name: '', app_id: '', app_secret: '' } });
  const required = t('account.required');
  const errorOf = (field: keyof Values) =>
    form.formState.errors[field]?.message ??
    (create.error ? fieldProblemText(texts, create.error, field) : undefined);
  return (
    <form
      noValidate
      className="flex flex-1 flex-col gap-4"
      onSubmit={form.handleSubmit((values) => create.mutate(values, { onSuccess: onDone }))}
    >
      {create.isError && <Banner tone="bad" title={problemText(texts, create.error)} />}
      <TextField
        label={t('apps.name')}
        autoFocus
        error={errorOf('name')}
        {...form.register('name', { required })}
      />
      <TextField
        mono
        label={t('apps.app_id')}
        inputMode="numeric"
        autoComplete="off"
        hint={t('apps.app_id_hint')}
        error={errorOf('app_id')}
        {...form.register('app_id', { required })}
      />
      <TextField
        mono
        type="password"
        label={t('apps.secret')}
        autoComplete="off"
        hint={t('apps.secret_hint')}
        error={errorOf('app_secret')}
        {...form.register('app_secret', { required })}
      />
      <span className="flex-1" />
      <DialogActions>
        <Button variant="outline" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
        <Button variant="primary" type="submit" busy={create.isPending}>
          {t('apps.add')}
        </Button>
      </DialogActions>
    </form>
  );
}
