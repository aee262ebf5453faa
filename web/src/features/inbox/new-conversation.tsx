/** Opens the conversation with a number. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { linesQuery } from '@/api/directory';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { SelectField, TextField } from '@/components/ui/field';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';
import { problemText } from '@/lib/problem-text';
import { useInboxActions } from './data/mutations';

type Props = { open: boolean; onClose: () => void; onOpened: (conversation: string) => void };

export function NewConversation({ open, onClose, onOpened }: Props) {
  const { t, texts } = useI18n();
  const { id, organization } = useOrganization();
  const actions = useInboxActions();
  const input = useRef<HTMLInputElement>(null);
  const lines = useQuery(linesQuery(id)).data?.filter((line) => line.enabled) ?? [];
  const [phone, setPhone] = useState('');
  const [chosen, setChosen] = useState('');
  const line = chosen || lines[0]?.id || '';
  const start = useMutation({
    mutationFn: () => actions.open(line, phone.trim()),
    onSuccess: (conversation) => {
      setPhone('');
      onClose();
      onOpened(conversation.id);
    },
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('command.new')}
      description={t('new.hint')}
      initialFocus={input}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (line !== '' && phone.trim() !== '') start.mutate();
        }}
      >
        {lines.length === 0 && <Banner tone="warn" title={t('new.no_line')} />}
        <TextField
          ref={input}
          type="tel"
          inputMode="tel"
          autoComplete="off"
          label={t('new.phone')}
          hint={t('new.phone_hint', { country: organization.country })}
          value={phone}
          error={start.error ? problemText(texts, start.error) : undefined}
          onChange={(event) => setPhone(event.target.value)}
        />
        {lines.length > 1 && (
          <SelectField label={t('new.line')} value={line} onChange={(event) => setChosen(event.target.value)}>
            {lines.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name} {one.phone && `(${formatPhone(one.phone)})`}
              </option>
            ))}
          </SelectField>
        )}
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            variant="primary"
            type="submit"
            busy={start.isPending}
            disabled={line === '' || phone.trim() === ''}
          >
            {t('action.open')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
