/** Address and verify token to be pasted at Meta. */
import { CopyField } from '@/components/ui/copy-field';
import { useI18n } from '@/lib/i18n';

export function WebhookFields({ webhook }: { webhook: { url: string; verify_token: string } }) {
  const { t } = useI18n();
  return (
    <div className="grid gap-3">
      <CopyField label={t('lines.webhook_url')} value={webhook.url} copyLabel={t('lines.copy_url')} />
      <CopyField
        label={t('lines.verify_token')}
        value={webhook.verify_token}
        copyLabel={t('lines.copy_token')}
      />
    </div>
  );
}
