/** Somebody new with a phone: whoever writes first comes to be. */
import { useState } from 'react';
import type { SandboxCustomer } from '@/api/types';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';
import { randomKey } from '@/lib/random-key';

type Props = { onClose: () => void; onAdd: (customer: SandboxCustomer) => void };

const SHORTEST = 8;

/** Without a number somebody whose number WhatsApp keeps to itself. */
export function customerOf(name: string, phone: string): SandboxCustomer | null {
  const digits = phone.replace(/\D/g, '');
  const common = { name: name.trim(), locale: 'es', automatic: false };
  if (common.name === '') return null;
  if (phone.trim() === '')
    return { ...common, phone: null, user_id: `MX.${randomKey().replaceAll('-', '')}` };
  return digits.length < SHORTEST ? null : { ...common, phone: `+${digits}`, user_id: '' };
}

export function NewCustomer({ onClose, onAdd }: Props) {
  const { t } = useI18n();
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const customer = customerOf(name, phone);
  return (
    <Dialog open onClose={onClose} title={t('phone.new')} description={t('phone.new_hint')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!customer) return;
          onAdd(customer);
          onClose();
        }}
      >
        <TextField
          label={t('build.person_name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          mono
          type="tel"
          label={t('phone.number')}
          hint={t('phone.number_hint')}
          placeholder="+52 55 5555 0150"
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button variant="primary" type="submit" disabled={!customer}>
            {t('phone.add')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
