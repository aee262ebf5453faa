/** Joining an organization: as the account one is signed in with, or with a new one. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { api, unwrap } from '@/api/client';
import { sessionQuery } from '@/api/session';
import type { Link, Role } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';
import { fieldProblemText, problemText } from '@/lib/problem-text';
import { AccountFrame } from './account-frame';
import { rulesFor } from './rules';
import { useEnter } from './use-enter';

type Person = { name: string; email: string; password: string };

const ROLES: readonly Role[] = ['owner', 'admin', 'supervisor', 'agent'];

export function AcceptInvitation({ token, link }: { token: string; link: Link }) {
  const { t, texts, locale } = useI18n();
  const enter = useEnter();
  const me = useQuery(sessionQuery).data;
  const accept = useMutation({
    mutationFn: async (person: Partial<Person>) => {
      const joined = await unwrap(api.POST('/api/v1/invitations/accept', { body: { token, ...person } }));
      if (me || joined.user.locale === locale) return joined;
      // A new account speaks the language in which it was made.
      return unwrap(api.PATCH('/api/v1/me', { body: { locale } }));
    },
    onSuccess: (joined) => enter(joined),
  });
  const role = ROLES.find((one) => one === link.role);
  const title = t('account.invited', { organization: link.organization_name ?? 'Aldaba' });
  return (
    <AccountFrame title={title} hint={role && t('account.invited_as', { role: t(`role.${role}`) })}>
      <div className="flex flex-col gap-4">
        {accept.isError && <Banner tone="bad" title={problemText(texts, accept.error)} />}
        {me ? (
          <>
            <p className="text-13 text-ink-2">{t('account.accept_as', { email: me.user.email })}</p>
            <Button
              variant="primary"
              busy={accept.isPending}
              onClick={() => accept.mutate({})}
              className="!h-10"
            >
              {t('account.accept')}
            </Button>
          </>
        ) : (
          <NewAccount
            email={link.email ?? ''}
            busy={accept.isPending}
            onSubmit={accept.mutate}
            problemOf={(field) => (accept.error ? fieldProblemText(texts, accept.error, field) : undefined)}
          />
        )}
      </div>
    </AccountFrame>
  );
}

type FormProps = {
  email: string;
  busy: boolean;
  onSubmit: (person: Person) => void;
  problemOf: (field: string) => string | undefined;
};

function NewAccount({ email, busy, onSubmit, problemOf }: FormProps) {
  const { t } = useI18n();
  const form = useForm<Person>({ defaultValues: { name: '', email, password: '' } });
  const { errors } = form.formState;
  const rules = rulesFor(t);
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit(onSubmit)}>
      <TextField
        label={t('account.name')}
        autoComplete="name"
        autoFocus
        error={errors.name?.message ?? problemOf('name')}
        {...form.register('name', rules.required)}
      />
      <TextField
        label={t('account.email')}
        type="email"
        autoComplete="username"
        error={errors.email?.message ?? problemOf('email')}
        {...form.register('email', rules.email)}
      />
      <TextField
        label={t('account.password')}
        type="password"
        autoComplete="new-password"
        hint={t('account.password_hint')}
        error={errors.password?.message ?? problemOf('password')}
        {...form.register('password', rules.password)}
      />
      <Button type="submit" variant="primary" busy={busy} className="!h-10">
        {t('account.accept')}
      </Button>
      <RouterLink
        to="/sign-in"
        search={{ to: `/link${window.location.hash}` }}
        className="text-center text-13 font-medium text-verdi-ink underline underline-offset-2"
      >
        {t('account.have_account')}
      </RouterLink>
    </form>
  );
}
