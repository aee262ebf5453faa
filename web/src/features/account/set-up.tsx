/** The first start: the owner's account and the first organization. */
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { api, unwrap } from '@/api/client';
import { CountryOptions } from '@/components/country-options';
import { TimeZoneOptions } from '@/components/time-zone-options';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { LOCALES, type Locale, useI18n } from '@/lib/i18n';
import { fieldProblemText, problemText } from '@/lib/problem-text';
import { AccountFrame } from './account-frame';
import { rulesFor } from './rules';
import { useEnter } from './use-enter';

type Values = {
  name: string;
  email: string;
  password: string;
  organization: string;
  country: string;
  timeZone: string;
  locale: Locale;
};

export function SetUp({ token, email }: { token: string; email: string }) {
  const { t, texts, locale } = useI18n();
  const enter = useEnter();
  const form = useForm<Values>({
    defaultValues: {
      name: '',
      email,
      password: '',
      organization: '',
      country: guessCountry(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      locale,
    },
  });
  const setUp = useMutation({
    mutationFn: ({ organization, country, timeZone, locale: language, ...person }: Values) =>
      unwrap(
        api.POST('/api/v1/setup', {
          body: {
            token,
            ...person,
            organization: { name: organization, country, time_zone: timeZone, locale: language },
          },
        }),
      ),
    onSuccess: (me) => enter(me),
  });
  const { errors } = form.formState;
  const rules = rulesFor(t);
  const refused = (field: string) => (setUp.error ? fieldProblemText(texts, setUp.error, field) : undefined);
  return (
    <AccountFrame title={t('account.set_up')} hint={t('account.set_up_hint')} wide>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) => setUp.mutate(values))}
      >
        {setUp.isError && <Banner tone="bad" title={problemText(texts, setUp.error)} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t('account.name')}
            autoComplete="name"
            autoFocus
            error={errors.name?.message ?? refused('name')}
            {...form.register('name', rules.required)}
          />
          <TextField
            label={t('account.email')}
            type="email"
            autoComplete="username"
            error={errors.email?.message ?? refused('email')}
            {...form.register('email', rules.email)}
          />
        </div>
        <TextField
          label={t('account.password')}
          type="password"
          autoComplete="new-password"
          hint={t('account.password_hint')}
          error={errors.password?.message ?? refused('password')}
          {...form.register('password', rules.password)}
        />
        <TextField
          label={t('account.organization_name')}
          autoComplete="organization"
          error={errors.organization?.message}
          {...form.register('organization', rules.required)}
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <SelectField label={t('account.country')} {...form.register('country')}>
            <CountryOptions />
          </SelectField>
          <SelectField label={t('account.time_zone')} {...form.register('timeZone')}>
            <TimeZoneOptions />
          </SelectField>
          <SelectField label={t('account.language')} {...form.register('locale')}>
            {LOCALES.map((one) => (
              <option key={one} value={one}>
                {t(`locale.${one}`)}
              </option>
            ))}
          </SelectField>
        </div>
        <Button type="submit" variant="primary" busy={setUp.isPending} className="!h-10">
          {t('account.set_up_submit')}
        </Button>
      </form>
    </AccountFrame>
  );
}

const DEFAULT_COUNTRY = 'MX';

/** The region of the browser's language; phone numbers without a country code are read by it. */
function guessCountry(): string {
  return navigator.languages.map((tag) => new Intl.Locale(tag).region).find(Boolean) ?? DEFAULT_COUNTRY;
}
