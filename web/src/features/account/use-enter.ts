/** Goes inside: remembers who one is and opens the first organization or the page one came for. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { sessionQuery } from '@/api/session';
import type { Me } from '@/api/types';
import { isLocale, useI18n } from '@/lib/i18n';

export function useEnter(): (me: Me, to?: string) => Promise<void> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const { locale, changeLocale } = useI18n();
  return useCallback(
    async (me, to) => {
      cache.setQueryData(sessionQuery.queryKey, me);
      if (isLocale(me.user.locale) && me.user.locale !== locale) await changeLocale(me.user.locale);
      if (to) router.history.push(to);
      else await navigate({ to: '/' });
    },
    [cache, navigate, router, locale, changeLocale],
  );
}
