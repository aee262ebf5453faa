/** Changes the password; every other session ends. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { api, settle } from '@/api/client';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Card } from '@/components/ui/page';
import { toast } from '@/components/ui/toast';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { sessionsKey } from './queries';

type Values = { current: string; new: string };
const SHORTEST = 10;

export function PasswordCard() {
  const { t, texts } = useI18n();
  const cache = useQueryClient();
  const form = useForm<Values>({ defaultValues: { current: '', new: '' } });
  const change = useMutation({
    mutationFn: (body: Values) => settle(api.PUT('/api/v1/me/password', { body })),
    onSuccess: async () => {
      form.reset();
      toast(t('settings.password_changed'));
      await cache.invalidateQueries({ queryKey: sessionsKey });
    },
  });
  const { errors } = form.formState;
  const required = t('account.required');
  return (
    <Card title={t('settings.password')}>
      <form
        noValidate
        className="flex flex-col gap-4 p-4"
        onSubmit={form.handleSubmit((values) => change.mutate(values))}
      >
        {change.isError && <Banner tone="bad" title={problemText(texts, change.error)} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            type="password"
            autoComplete="current-password"
            label={t('settings.password_now')}
            error={errors.current?.message}
            {...form.register('current', { required })}
          />
          <TextField
            type="password"
            autoComplete="new-password"
            label={t('settings.password_new')}
            error={errors.new?.message}
            {...form.register('new', {
              required,
              minLength: { value: SHORTEST, message: t('problem.password_too_short') },
            })}
          />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 basis-48 text-12 text-ink-3">{t('settings.password_hint')}</p>
          <Button variant="outline" type="submit" busy={change.isPending}>
            {t('settings.password_change')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
