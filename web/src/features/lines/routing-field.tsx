/** By which rule a line chooses among its connections. */
import { POLICIES } from '@/api/prices';
import type { Line } from '@/api/types';
import { SelectField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { useUpdateLine } from './mutations';

export function RoutingField({ line }: { line: Line }) {
  const { t, texts } = useI18n();
  const update = useUpdateLine(line.id);
  // What is being saved is shown already.
  const shown = update.isPending
    ? (update.variables.routing_policy ?? line.routing_policy)
    : line.routing_policy;
  return (
    <SelectField
      label={t('lines.routing')}
      hint={t(`lines.routing_hint.${shown}`)}
      error={update.isError ? problemText(texts, update.error) : undefined}
      value={shown}
      disabled={update.isPending}
      onChange={(event) => {
        const policy = POLICIES.find((one) => one === event.target.value);
        if (policy) update.mutate({ routing_policy: policy });
      }}
    >
      {POLICIES.map((policy) => (
        <option key={policy} value={policy}>
          {t(`lines.routing.${policy}`)}
        </option>
      ))}
    </SelectField>
  );
}
