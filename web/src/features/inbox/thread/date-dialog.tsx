/** Goes to a day of the thread. */
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';

type Props = { onClose: () => void; onPick: (at: string) => void };

export function DateDialog({ onClose, onPick }: Props) {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  const [day, setDay] = useState('');
  const go = () => {
    if (day === '') return;
    onPick(new Date(`${day}T00:00:00`).toISOString());
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t('command.to_date')} initialFocus={input}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <TextField
          ref={input}
          type="date"
          label={t('thread.date')}
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button variant="primary" type="submit" disabled={day === ''}>
            {t('action.go')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
