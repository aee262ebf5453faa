/** Last step: where Meta has to send what customers write. */
import { CheckCircle2 } from 'lucide-react';
import type { Line } from '@/api/types';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { WebhookFields } from './webhook-fields';

export function ConnectDone({ line, onClose }: { line: Line; onClose: () => void }) {
  const { t } = useI18n();
  const webhook = line.doors.find((door) => door.webhook)?.webhook ?? null;
  return (
    <div className="flex flex-1 flex-col gap-4">
      <div
        role="status"
        className="flex items-center gap-3 rounded-xl border border-verdi-line bg-verdi-soft px-4 py-3 text-13"
      >
        <CheckCircle2 className="size-5 text-verdi-ink" aria-hidden />
        <span>
          <strong className="font-semibold">{line.name}</strong>{' '}
          {line.phone
            ? t('connect.connected_number', { phone: formatPhone(line.phone) })
            : t('connect.connected')}
        </span>
      </div>
      <ol className="flex list-decimal flex-col gap-1.5 pl-5 text-13 text-ink-2">
        <li>{t('connect.webhook.step1')}</li>
        <li>{t('connect.webhook.step2')}</li>
        <li>{t('connect.webhook.step3')}</li>
      </ol>
      {webhook && <WebhookFields webhook={webhook} />}
      <span className="flex-1" />
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          {t('action.done')}
        </Button>
      </DialogActions>
    </div>
  );
}
