/** What a customer pressed, chose from a list, or filled in. */
import { ClipboardList, List, type LucideIcon, MousePointerClick, Phone } from 'lucide-react';
import { type Choice, choiceOf, formAnswers } from '@/lib/cards';
import type { Fields } from '@/lib/fields';
import { useI18n } from '@/lib/i18n';

const ICONS: Record<Choice['kind'], LucideIcon> = {
  button: MousePointerClick,
  list: List,
  form: ClipboardList,
  call: Phone,
};

export function ChoiceCard({ content }: { content: Fields }) {
  const { t } = useI18n();
  const choice = choiceOf(content);
  const Icon = ICONS[choice.kind];
  const answers = formAnswers(content);
  return (
    <div>
      <div className="flex items-center gap-1.5 text-12 text-ink-2">
        <Icon className="size-3.5 shrink-0" aria-hidden />
        {t(`choice.${choice.kind}`)}
      </div>
      {choice.kind === 'call' ? (
        <div className="font-semibold">
          {t(choice.title === 'accept' ? 'choice.call_accept' : 'choice.call_reject')}
        </div>
      ) : (
        choice.kind !== 'form' && <div className="font-semibold wrap-anywhere">{choice.title}</div>
      )}
      {choice.description && choice.kind !== 'form' && (
        <div className="text-13 wrap-anywhere text-ink-2">{choice.description}</div>
      )}
      {answers.length > 0 && (
        <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-13">
          {answers.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-2 first-letter:uppercase">{name}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
