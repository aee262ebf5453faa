/** Sends somebody's card. */
import { useState } from 'react';
import type { NewMessage } from '@/api/types';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';

type CardMessage = Extract<NewMessage, { type: 'contacts' }>;
type Props = { onClose: () => void; onSend: (what: CardMessage) => void };

export function ContactCardDialog({ onClose, onSend }: Props) {
  const { t } = useI18n();
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [company, setCompany] = useState('');
  const ready = name.trim() !== '' && phone.replace(/\D/g, '').length >= 7;
  const send = () => {
    if (!ready) return;
    const [first_name] = name.trim().split(/\s+/);
    const person = {
      name: { formatted_name: name.trim(), first_name },
      phones: [{ phone: phone.trim(), type: 'CELL' }],
      ...(company.trim() && { org: { company: company.trim() } }),
    };
    onSend({ type: 'contacts', contacts: [person] });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t('build.contact')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label={t('build.person_name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          type="tel"
          inputMode="tel"
          label={t('build.phone')}
          hint={t('build.phone_hint')}
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        <TextField
          label={t('build.company')}
          value={company}
          onChange={(event) => setCompany(event.target.value)}
        />
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button variant="primary" type="submit" disabled={!ready}>
            {t('action.send')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
