/** One's own name and language. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '@/api/client';
import { sessionQuery } from '@/api/session';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { Card } from '@/components/ui/page';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { isLocale, LOCALES, type Locale, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';

export function AccountCard() {
  const { t, texts, locale, changeLocale } = useI18n();
  const { me, can, id } = useOrganization();
  const cache = useQueryClient();
  const [name, setName] = useState(me.user.name);
  const update = useMutation({
    mutationFn: (body: { name?: string; locale?: Locale }) => unwrap(api.PATCH('/api/v1/me', { body })),
    onSuccess: async (changed, { locale: language }) => {
      cache.setQueryData(sessionQuery.queryKey, changed);
      if (language) await changeLocale(language);
      else toast(t('settings.saved'));
    },
    onError: (error) => toast(problemText(texts, error), { tone: 'bad' }),
  });
  const changed = name.trim() !== '' && name.trim() !== me.user.name;
  return (
    <Card title={t('settings.account')}>
      <form
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (changed) update.mutate({ name: name.trim() });
        }}
      >
        <p className="text-13 text-ink-2">{t('settings.signed_in_as', { email: me.user.email })}</p>
        <div className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <TextField
              label={t('account.name')}
              autoComplete="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          <Button
            variant="outline"
            type="submit"
            busy={update.isPending}
            disabled={!changed}
            className="!h-9"
          >
            {t('action.save')}
          </Button>
        </div>
        <SelectField
          label={t('account.language')}
          value={locale}
          onChange={(event) => isLocale(event.target.value) && update.mutate({ locale: event.target.value })}
        >
          {LOCALES.map((one) => (
            <option key={one} value={one}>
              {t(`locale.${one}`)}
            </option>
          ))}
        </SelectField>
        {can('conversations.read') && (
          <Link
            to="/o/$org/not-delivered"
            params={{ org: id }}
            className="flex min-h-11 items-center text-13 font-medium text-verdi-ink underline underline-offset-2 md:hidden"
          >
            {t('nav.undelivered')}
          </Link>
        )}
        {can('members.view') && (
          <Link
            to="/o/$org/members"
            params={{ org: id }}
            className="flex min-h-11 items-center text-13 font-medium text-verdi-ink underline underline-offset-2 md:hidden"
          >
            {t('nav.members')}
          </Link>
        )}
        {can('spend.view') && (
          <Link
            to="/o/$org/spend"
            params={{ org: id }}
            className="flex min-h-11 items-center text-13 font-medium text-verdi-ink underline underline-offset-2 md:hidden"
          >
            {t('nav.spend')}
          </Link>
        )}
      </form>
    </Card>
  );
}
