/** Before many go out again, or one that may have arrived already. */
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Switch } from '@/components/ui/switch';
import { useI18n } from '@/lib/i18n';

export type Asking = {
  /** How many go out. */
  count: number;
  /** How many of them may have arrived; null where it is not known. */
  uncertain: number | null;
};

type Props = { asking: Asking; onClose: () => void; onConfirm: (withUncertain: boolean) => void };

export function RetryDialog({ asking, onClose, onConfirm }: Props) {
  const { t, count } = useI18n();
  const [withUncertain, setWithUncertain] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const onlyUncertain = asking.uncertain === asking.count;
  const confirm = () => {
    onConfirm(onlyUncertain || withUncertain);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={count('undelivered.confirm', asking.count)}
      description={onlyUncertain ? t('delivery.uncertain_ask') : undefined}
      initialFocus={button}
    >
      {!onlyUncertain && (
        <Switch
          label={
            asking.uncertain === null
              ? t('undelivered.also_uncertain')
              : count('undelivered.also_these', asking.uncertain)
          }
          hint={t('undelivered.also_uncertain_hint')}
          checked={withUncertain}
          onChange={setWithUncertain}
        />
      )}
      <DialogActions>
        <Button variant="outline" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button ref={button} variant="primary" onClick={confirm}>
          {t('delivery.send_again')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
