/** What blocking somebody brings, before it is done. */
import { Ban } from 'lucide-react';
import { useI18n } from '@/lib/i18n';
import { Button } from './ui/button';
import { Dialog, DialogActions } from './ui/dialog';

type Props = { name: string; busy: boolean; onClose: () => void; onBlock: () => void };

export function BlockDialog({ name, busy, onClose, onBlock }: Props) {
  const { t } = useI18n();
  return (
    <Dialog open onClose={onClose} title={t('block.ask', { name })}>
      <div className="flex flex-col gap-2 text-14 text-ink-2">
        <p>{t('block.explain')}</p>
        <p>{t('block.explain_inbound')}</p>
      </div>
      <DialogActions>
        <Button variant="outline" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button variant="danger" busy={busy} onClick={onBlock}>
          <Ban />
          {t('block.block')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
