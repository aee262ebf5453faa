/** Second step: which number, and the token that proves it is ours. Meta is asked before anything is kept. */
import { useForm } from 'react-hook-form';
import type { Line } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';
import { fieldProblemText, problemText } from '@/lib/problem-text';
import { useCreateLine } from './mutations';

type Props = { app: string | null; onBack: () => void; onConnected: (line: Line) => void };
type Values = { name: string; phone_number_id: string; waba_id: string; access_token: string };

const DIGITS = /^\s*\d+\s*$/;

export function ConnectNumber({ app, onBack, onConnected }: Props) {
  const { t, texts } = useI18n();
  const create = useCreateLine();
  const form = useForm<Values>({
    defaultValues: { name: '', phone_number_id: '', waba_id: '', access_token: '' },
  });
  const required = t('account.required');
  const id = { required, pattern: { value: DIGITS, message: t('connect.digits') } };
  const errorOf = (field: keyof Values) =>
    form.formState.errors[field]?.message ??
    (create.error ? fieldProblemText(texts, create.error, field) : undefined);
  const submit = ({ name, phone_number_id, waba_id, access_token }: Values) =>
    create.mutate(
      {
        name: name.trim(),
        meta_app_id: app,
        phone_number_id: phone_number_id.trim(),
        waba_id: waba_id.trim(),
        access_token: access_token.trim(),
      },
      { onSuccess: onConnected },
    );
  return (
    <form noValidate className="flex flex-1 flex-col gap-4" onSubmit={form.handleSubmit(submit)}>
      {create.isError && <Banner tone="bad" title={problemText(texts, create.error)} />}
      <TextField
        label={t('lines.name')}
        hint={t('connect.name_hint')}
        autoFocus
        error={errorOf('name')}
        {...form.register('name', { required })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          mono
          label={t('connect.phone_number_id')}
          inputMode="numeric"
          autoComplete="off"
          hint={t('connect.phone_number_id_hint')}
          error={errorOf('phone_number_id')}
          {...form.register('phone_number_id', id)}
        />
        <TextField
          mono
          label={t('connect.waba_id')}
          inputMode="numeric"
          autoComplete="off"
          hint={t('connect.waba_id_hint')}
          error={errorOf('waba_id')}
          {...form.register('waba_id', id)}
        />
      </div>
      <TextField
        mono
        type="password"
        label={t('connect.token')}
        autoComplete="off"
        hint={t('connect.token_hint')}
        error={errorOf('access_token')}
        {...form.register('access_token', { required })}
      />
      <span className="flex-1" />
      <DialogActions>
        <Button variant="outline" onClick={onBack}>
          {t('action.back')}
        </Button>
        <Button variant="primary" type="submit" busy={create.isPending}>
          {t(create.isPending ? 'connect.checking' : 'connect.submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
