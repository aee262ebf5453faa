/** Where a template stands at Meta. */
import { Status, type StatusTone } from '@/components/ui/status';
import { useI18n } from '@/lib/i18n';
import type { TemplateState } from './queries';

const TONES: Record<TemplateState, StatusTone> = {
  approved: 'good',
  pending: 'quiet',
  in_appeal: 'quiet',
  flagged: 'warn',
  paused: 'warn',
  limit_exceeded: 'warn',
  locked: 'warn',
  rejected: 'bad',
  disabled: 'bad',
  archived: 'quiet',
  pending_deletion: 'quiet',
  deleted: 'quiet',
  unknown: 'quiet',
};

export function StateOf({ state }: { state: TemplateState }) {
  const { t } = useI18n();
  return <Status tone={TONES[state]}>{t(`templates.state.${state}`)}</Status>;
}
