/** Name, country, time zone and language of the organization. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { api, unwrap } from '@/api/client';
import { sessionQuery } from '@/api/session';
import { CountryOptions } from '@/components/country-options';
import { TimeZoneOptions } from '@/components/time-zone-options';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { Card } from '@/components/ui/page';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { LOCALES, type Locale, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';

type Values = { name: string; country: string; time_zone: string; locale: Locale };

export function OrganizationCard() {
  const { t, texts } = useI18n();
  const { id, organization } = useOrganization();
  const cache = useQueryClient();
  const { name, country, time_zone, locale } = organization;
  const form = useForm<Values>({ defaultValues: { name, country, time_zone, locale } });
  const save = useMutation({
    mutationFn: (body: Values) =>
      unwrap(
        api.PATCH('/api/v1/organizations/{organization}', { params: { path: { organization: id } }, body }),
      ),
    onSuccess: async (_changed, values) => {
      form.reset(values);
      toast(t('settings.saved'));
      await cache.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const { errors, isDirty } = form.formState;
  return (
    <Card title={t('settings.organization')}>
      <form
        noValidate
        className="flex flex-col gap-4 p-4"
        onSubmit={form.handleSubmit((values) => save.mutate(values))}
      >
        {save.isError && <Banner tone="bad" title={problemText(texts, save.error)} />}
        <TextField
          label={t('account.organization_name')}
          error={errors.name?.message}
          {...form.register('name', { required: t('account.required') })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            label={t('account.country')}
            hint={t('settings.country_hint')}
            {...form.register('country')}
          >
            <CountryOptions />
          </SelectField>
          <SelectField
            label={t('account.time_zone')}
            hint={t('settings.time_zone_hint')}
            {...form.register('time_zone')}
          >
            <TimeZoneOptions />
          </SelectField>
        </div>
        <SelectField
          label={t('account.language')}
          hint={t('settings.language_hint')}
          {...form.register('locale')}
        >
          {LOCALES.map((one) => (
            <option key={one} value={one}>
              {t(`locale.${one}`)}
            </option>
          ))}
        </SelectField>
        <Button
          variant="outline"
          type="submit"
          busy={save.isPending}
          disabled={!isDirty}
          className="self-end"
        >
          {t('action.save')}
        </Button>
      </form>
    </Card>
  );
}
