/** Address, verify token and fields to be set at Meta. */
import { CopyButton } from '@/components/ui/copy-button';
import { CopyField } from '@/components/ui/copy-field';
import { useI18n } from '@/lib/i18n';

type Webhook = { url: string; verify_token: string; fields?: string[] };

export function WebhookFields({ webhook }: { webhook: Webhook }) {
  const { t } = useI18n();
  return (
    <div className="grid gap-3">
      <CopyField label={t('lines.webhook_url')} value={webhook.url} copyLabel={t('lines.copy_url')} />
      <CopyField
        label={t('lines.verify_token')}
        value={webhook.verify_token}
        copyLabel={t('lines.copy_token')}
      />
      {webhook.fields && <Subscriptions fields={webhook.fields} />}
    </div>
  );
}

function Subscriptions({ fields }: { fields: string[] }) {
  const { t } = useI18n();
  return (
    <div className="min-w-0">
      <div className="text-12 font-medium text-ink-2">{t('lines.fields')}</div>
      <div className="mt-1 flex items-start gap-1 rounded-lg border border-line-2 bg-surface-2 pl-3">
        <ul
          aria-label={t('lines.fields')}
          className="flex min-w-0 flex-1 flex-wrap gap-x-3 gap-y-1 py-2.5 font-mono text-12 tracking-[-0.02em]"
        >
          {fields.map((field) => (
            <li key={field} className="break-all select-all">
              {field}
            </li>
          ))}
        </ul>
        <CopyButton text={fields.join(',')} label={t('lines.copy_fields')} />
      </div>
      <p className="mt-1.5 text-12 text-ink-3">{t('lines.fields_hint')}</p>
    </div>
  );
}
