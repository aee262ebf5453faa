/** The name that the team gives a contact. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '@/api/client';
import { contactQuery } from '@/api/directory';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { fieldProblemText, problemText } from '@/lib/problem-text';

type Props = { contact: string; name: string; onDone: () => void };

export function ContactNameForm({ contact, name, onDone }: Props) {
  const { t, texts } = useI18n();
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  const [value, setValue] = useState(name);
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/v1/organizations/{organization}/contacts/{contact}', {
          params: { path: { organization, contact } },
          body: { name: value.trim() || null },
        }),
      ),
    // Rows and header follow by the live event that this makes.
    onSuccess: (changed) => {
      cache.setQueryData(contactQuery(organization, contact).queryKey, (old) =>
        old ? { ...changed, conversations: old.conversations } : changed,
      );
      onDone();
    },
  });
  const error = save.error && (fieldProblemText(texts, save.error, 'name') ?? problemText(texts, save.error));
  return (
    <form
      className="flex flex-col gap-2 pt-5 pb-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextField
        label={t('details.name')}
        value={value}
        autoFocus
        maxLength={200}
        hint={t('details.name_hint')}
        error={error ?? undefined}
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onDone();
        }}
      />
      <div className="flex justify-end gap-2">
        <Button variant="outline" onClick={onDone}>
          {t('action.cancel')}
        </Button>
        <Button variant="primary" type="submit" busy={save.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}
