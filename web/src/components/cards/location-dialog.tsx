/** Sends a place by its coordinates, which may be pasted from any map. */
import { useState } from 'react';
import type { NewMessage } from '@/api/types';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';

type PlaceMessage = Extract<NewMessage, { type: 'location' }>;
type Props = { onClose: () => void; onSend: (what: PlaceMessage) => void };

/** "20.64, -103.31" wherever it stands, also within the address of a map. */
export function readCoordinates(text: string): { latitude: number; longitude: number } | null {
  const found = /(?<![\d.])(-?\d{1,2}(?:\.\d+)?)\s*(?:,|%2C|;|\s)\s*(-?\d{1,3}(?:\.\d+)?)/i.exec(text);
  const latitude = Number(found?.[1]);
  const longitude = Number(found?.[2]);
  if (!found || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  return { latitude, longitude };
}

export function LocationDialog({ onClose, onSend }: Props) {
  const { t } = useI18n();
  const [where, setWhere] = useState('');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const point = readCoordinates(where);
  const wrong = where.trim() !== '' && point === null;
  const send = () => {
    if (!point) return;
    const words = {
      ...(name.trim() && { name: name.trim() }),
      ...(address.trim() && { address: address.trim() }),
    };
    onSend({ type: 'location', location: { ...point, ...words } });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t('build.location')} description={t('build.location_hint')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          mono
          label={t('build.coordinates')}
          placeholder="20.64070, -103.31120"
          value={where}
          error={wrong ? t('build.coordinates_wrong') : undefined}
          onChange={(event) => setWhere(event.target.value)}
        />
        <TextField
          label={t('build.place_name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('build.address')}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button variant="primary" type="submit" disabled={!point}>
            {t('action.send')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
