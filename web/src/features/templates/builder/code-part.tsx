/** What may be chosen of an authentication template, whose text Meta writes. */
import { SelectField, TextField } from '@/components/ui/field';
import { Card } from '@/components/ui/page';
import { Switch } from '@/components/ui/switch';
import { type Fields, fieldsOf, listOf, textOf } from '@/lib/fields';
import { useI18n } from '@/lib/i18n';
import { newButton } from '../draft';
import type { Form } from './form';
import { GroupNotes } from './warning';

const TYPES = ['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'] as const;
const LABELS = { COPY_CODE: 'copy', ONE_TAP: 'one_tap', ZERO_TAP: 'zero_tap' } as const;

export function CodePart({ form }: { form: Form }) {
  const { t } = useI18n();
  const { shape } = form.draft;
  const code = shape.code ?? { advises: false, minutes: '' };
  const button = shape.buttons[0] ?? newButton('otp');
  const type = TYPES.find((one) => one === textOf(button.told.otp_type).toUpperCase()) ?? 'COPY_CODE';
  const set = (change: Partial<typeof code>, field: string) =>
    form.change(field, (draft) => ({
      ...draft,
      shape: { ...draft.shape, code: { ...code, ...change } },
    }));
  const setButton = (told: Fields) =>
    form.change('buttons', (draft) => ({
      ...draft,
      shape: { ...draft.shape, buttons: [{ ...button, told: { ...button.told, ...told } }] },
    }));
  const app = fieldsOf(listOf(button.told.supported_apps)[0]);
  const setApp = (change: Fields) => setButton({ supported_apps: [{ ...app, ...change }] });
  return (
    <Card title={t('builder.code')}>
      <div className="flex flex-col gap-4 p-4">
        <p className="text-13 text-ink-2">{t('builder.code_hint')}</p>
        <Switch
          label={t('builder.code_advice')}
          checked={code.advises}
          onChange={(advises) => set({ advises }, 'body')}
        />
        <TextField
          inputMode="numeric"
          label={t('builder.code_minutes')}
          hint={t('builder.code_minutes_hint')}
          value={code.minutes}
          error={form.notes('footer').error}
          onChange={(event) => set({ minutes: event.target.value.replace(/\D/g, '') }, 'footer')}
        />
        <SelectField
          label={t('builder.otp')}
          value={type}
          onChange={(event) =>
            setButton({
              otp_type: event.target.value,
              ...(event.target.value === 'ZERO_TAP' && { zero_tap_terms_accepted: true }),
            })
          }
          hint={type === 'ZERO_TAP' ? t('builder.otp_terms') : undefined}
        >
          {TYPES.map((one) => (
            <option key={one} value={one}>
              {t(`builder.otp.${LABELS[one]}`)}
            </option>
          ))}
        </SelectField>
        {type !== 'COPY_CODE' && (
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField
              mono
              label={t('builder.otp_package')}
              value={textOf(app.package_name)}
              onChange={(event) => setApp({ package_name: event.target.value.trim() })}
            />
            <TextField
              mono
              label={t('builder.otp_hash')}
              value={textOf(app.signature_hash)}
              onChange={(event) => setApp({ signature_hash: event.target.value.trim() })}
            />
          </div>
        )}
        <GroupNotes notes={form.notes('buttons')} />
      </div>
    </Card>
  );
}
