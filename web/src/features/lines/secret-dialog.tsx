/** Changes an app's secret; the old one stays valid, so that nothing is lost while Meta switches over. */
import { useForm } from 'react-hook-form';
import type { MetaApp } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { useUpdateMetaApp } from './mutations';

export function SecretDialog({ app, onClose }: { app: MetaApp; onClose: () => void }) {
  const { t, texts } = useI18n();
  const update = useUpdateMetaApp(app.id);
  const form = useForm({ defaultValues: { secret: '' } });
  const submit = form.handleSubmit(({ secret }) =>
    update.mutate(
      { app_secret: secret.trim() },
      {
        onSuccess: () => {
          toast(t('apps.rotated'));
          onClose();
        },
      },
    ),
  );
  return (
    <Dialog open onClose={onClose} title={t('apps.rotate')} description={t('apps.rotate_hint')}>
      <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
        {update.isError && <Banner tone="bad" title={problemText(texts, update.error)} />}
        <TextField
          mono
          type="password"
          autoFocus
          autoComplete="off"
          label={t('apps.secret')}
          hint={t('apps.secret_hint')}
          error={form.formState.errors.secret?.message}
          {...form.register('secret', { required: t('account.required') })}
        />
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button variant="primary" type="submit" busy={update.isPending}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
