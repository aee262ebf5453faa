/** Signing in with e-mail and password. */
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { api, unwrap } from '@/api/client';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { AccountFrame } from './account-frame';
import { useEnter } from './use-enter';

type Credentials = { email: string; password: string };

export function SignInPage() {
  const { t, texts } = useI18n();
  const { to } = useSearch({ from: '/sign-in' });
  const enter = useEnter();
  const form = useForm<Credentials>({ defaultValues: { email: '', password: '' } });
  const signIn = useMutation({
    mutationFn: (body: Credentials) => unwrap(api.POST('/api/v1/session', { body })),
    onSuccess: (me) => enter(me, to),
    onError: () => form.setFocus('password', { shouldSelect: true }),
  });
  const { errors } = form.formState;
  const required = t('account.required');
  return (
    <AccountFrame title={t('account.sign_in')} hint={t('account.sign_in_hint')}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) => signIn.mutate(values))}
      >
        {signIn.isError && <Banner tone="bad" title={problemText(texts, signIn.error)} />}
        <TextField
          label={t('account.email')}
          type="email"
          autoComplete="username"
          autoFocus
          error={errors.email?.message}
          {...form.register('email', { required })}
        />
        <TextField
          label={t('account.password')}
          type="password"
          autoComplete="current-password"
          error={errors.password?.message}
          {...form.register('password', { required })}
        />
        <Button type="submit" variant="primary" busy={signIn.isPending} className="!h-10">
          {t('account.sign_in')}
        </Button>
      </form>
    </AccountFrame>
  );
}
