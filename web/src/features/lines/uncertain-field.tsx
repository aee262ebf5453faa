/** What becomes of a message of which nobody knows whether it went out. */
import { useState } from 'react';
import type { Line } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { useUpdateLine } from './mutations';

const BOUNDS = { least: 5, most: 1_440 };

/** Whole minutes within the bounds; null for anything else. */
export function minutesOf(value: string): number | null {
  if (!/^\d{1,4}$/.test(value.trim())) return null;
  const minutes = Number(value);
  return minutes >= BOUNDS.least && minutes <= BOUNDS.most ? minutes : null;
}

export function UncertainField({ line }: { line: Line }) {
  const { t, texts, number } = useI18n();
  const update = useUpdateLine(line.id);
  const [policy, setPolicy] = useState(line.uncertain_policy);
  const [value, setValue] = useState(String(line.uncertain_after_minutes));
  const resends = policy === 'resend';
  const minutes = minutesOf(value);
  const bounds = { least: number(BOUNDS.least), most: number(BOUNDS.most) };
  const changed = policy !== line.uncertain_policy || (resends && minutes !== line.uncertain_after_minutes);
  const save = () => {
    if (!changed || (resends && minutes === null)) return;
    update.mutate(
      {
        uncertain_policy: policy,
        ...(resends && minutes !== null && { uncertain_after_minutes: minutes }),
      },
      { onSuccess: () => toast(t('lines.uncertain_saved')) },
    );
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t('lines.uncertain')}
          hint={t('lines.uncertain_hint')}
          value={policy}
          onChange={(event) => setPolicy(event.target.value === 'resend' ? 'resend' : 'ask')}
        >
          <option value="ask">{t('lines.uncertain.ask')}</option>
          <option value="resend">{t('lines.uncertain.resend')}</option>
        </SelectField>
        {resends && (
          <TextField
            label={t('lines.uncertain_after')}
            inputMode="numeric"
            autoComplete="off"
            value={value}
            hint={t('lines.uncertain_after_hint', bounds)}
            error={minutes === null ? t('lines.uncertain_number', bounds) : undefined}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
      </div>
      {resends && (
        <Banner tone="warn" title={t('lines.uncertain_risk')}>
          {t('lines.uncertain_risk_hint')}
        </Banner>
      )}
      {update.isError && <Banner tone="bad" title={problemText(texts, update.error)} />}
      {changed && (
        <Button
          variant="outline"
          type="submit"
          className="self-end"
          busy={update.isPending}
          disabled={resends && minutes === null}
        >
          {t('action.save')}
        </Button>
      )}
    </form>
  );
}
