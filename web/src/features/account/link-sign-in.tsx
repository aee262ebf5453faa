/** Signing in by a one-time link. Asks for a click, since programs that preview links must not use it up. */
import { useMutation } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { AccountFrame } from './account-frame';
import { useEnter } from './use-enter';

export function LinkSignIn({ token, email }: { token: string; email: string }) {
  const { t, texts } = useI18n();
  const enter = useEnter();
  const signIn = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/session/link', { body: { token } })),
    onSuccess: (me) => enter(me),
  });
  return (
    <AccountFrame title={t('account.link_sign_in')} hint={t('account.link_sign_in_hint', { email })}>
      <div className="flex flex-col gap-4">
        {signIn.isError && <Banner tone="bad" title={problemText(texts, signIn.error)} />}
        <Button
          variant="primary"
          autoFocus
          busy={signIn.isPending}
          onClick={() => signIn.mutate()}
          className="!h-10"
        >
          {t('account.sign_in')}
        </Button>
      </div>
    </AccountFrame>
  );
}
