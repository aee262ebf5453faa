/** A field that names its limit before it is reached. */
import { TextField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';

type Props = {
  label: string;
  value: string;
  limit: number;
  onChange: (value: string) => void;
};

export function Line({ label, value, limit, onChange }: Props) {
  const { t } = useI18n();
  const near = value.length > limit * 0.8;
  return (
    <TextField
      label={label}
      value={value}
      maxLength={limit}
      hint={near ? t('composer.length', { n: value.length, limit }) : undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
