/** Shared people: copy what is known of them, or write to them. */
import { MessageSquare } from 'lucide-react';
import { Avatar } from '@/components/ui/avatar';
import { CopyButton } from '@/components/ui/copy-button';
import type { SharedPerson } from '@/lib/cards';
import { useI18n } from '@/lib/i18n';

type Props = { people: SharedPerson[]; onWrite: ((number: string) => void) | null };

export function ContactCards({ people, onWrite }: Props) {
  return (
    <div className="mb-0.5 flex w-72 max-w-full flex-col gap-1.5">
      {people.map((person, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two people of one name may come in one message
        <PersonCard key={n} person={person} onWrite={onWrite} />
      ))}
    </div>
  );
}

function PersonCard({ person, onWrite }: { person: SharedPerson; onWrite: Props['onWrite'] }) {
  const { t } = useI18n();
  const { name, company, phones, emails } = person;
  const first = phones[0];
  return (
    <div className="overflow-hidden rounded-lg bg-hover">
      <div className="flex items-center gap-3 px-3 pt-2.5 pb-1.5">
        <Avatar name={name} size={36} />
        <div className="min-w-0 flex-1">
          <div className="text-14 font-semibold wrap-anywhere">{name}</div>
          {company && <div className="truncate text-12 text-ink-2">{company}</div>}
        </div>
      </div>
      <ul className="pb-1 pl-3">
        {[...phones.map(({ shown }) => shown), ...emails].map((value) => (
          <li key={value} className="flex items-center gap-1 pr-1">
            <span className="min-w-0 flex-1 truncate font-mono text-12 tracking-[-0.02em]">{value}</span>
            <CopyButton text={value} label={t('contacts.copy', { value })} />
          </li>
        ))}
      </ul>
      {first && onWrite && (
        <button
          type="button"
          aria-label={t('contacts.write_to', { name })}
          onClick={() => onWrite(first.number)}
          className="flex min-h-9 w-full items-center justify-center gap-1.5 border-t border-line text-13 font-medium text-verdi-ink hover:bg-hover max-md:min-h-11"
        >
          <MessageSquare className="size-3.5" aria-hidden />
          {t('contacts.write')}
        </button>
      )}
    </div>
  );
}
