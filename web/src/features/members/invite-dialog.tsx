/** Makes an invitation and shows its link, once. */
import { useRef } from 'react';
import { useForm } from 'react-hook-form';
import type { Role } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { SelectField, TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { useInvite } from './mutations';
import { RoleOptions } from './role-options';

type Values = { role: Role; email: string };

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t, texts } = useI18n();
  const invite = useInvite();
  const first = useRef<HTMLSelectElement | null>(null);
  const form = useForm<Values>({ defaultValues: { role: 'agent', email: '' } });
  const { ref, ...role } = form.register('role');
  const url = invite.data?.url;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('members.invite')}
      description={t('members.invite_hint')}
      initialFocus={first}
    >
      {url ? (
        <>
          <CopyField label={t('members.link')} value={url} copyLabel={t('members.copy_link')} />
          <p className="mt-2 text-12 text-ink-3">{t('members.link_hint')}</p>
          <DialogActions>
            <Button variant="primary" onClick={onClose}>
              {t('action.done')}
            </Button>
          </DialogActions>
        </>
      ) : (
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={form.handleSubmit(({ role: given, email }) =>
            invite.mutate({ role: given, email: email.trim() || null }),
          )}
        >
          {invite.isError && <Banner tone="bad" title={problemText(texts, invite.error)} />}
          <SelectField
            label={t('members.role_label')}
            {...role}
            ref={(element) => {
              ref(element);
              first.current = element;
            }}
          >
            <RoleOptions />
          </SelectField>
          <TextField
            label={t('members.email_optional')}
            hint={t('members.email_hint')}
            type="email"
            error={form.formState.errors.email?.message}
            {...form.register('email', {
              pattern: { value: /^\s*(\S+@\S+\.\S+)?\s*$/, message: t('account.email_invalid') },
            })}
          />
          <DialogActions>
            <Button variant="outline" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button variant="primary" type="submit" busy={invite.isPending}>
              {t('members.make_link')}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
