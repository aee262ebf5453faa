/** One letter: to whom, what it said, why it did not arrive, and what can be done. */
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { DoorOpen, Ellipsis, MailCheck, RotateCcw, Undo2 } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { DeadLetter } from '@/api/dead-letters';
import { kindIcon, kindName } from '@/components/message-kind';
import { Avatar } from '@/components/ui/avatar';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { Status } from '@/components/ui/status';
import { serverNow } from '@/lib/clock';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { causeText } from '@/lib/failure-text';
import { useDates, useI18n } from '@/lib/i18n';
import type { DoorKind } from './doors';
import { reasonOf } from './queries';

export type RowActions = {
  toggle: (id: string, range: boolean) => void;
  enter: (id: string) => void;
  retry: (letter: DeadLetter, door?: DoorKind) => void;
  dismiss: (letter: DeadLetter) => void;
  restore: (letter: DeadLetter) => void;
};

type Props = {
  letter: DeadLetter;
  selected: boolean;
  current: boolean;
  /** The other doors that it could take. */
  doors: DoorKind[];
  /** Whether the line is worth naming. */
  withLine: boolean;
  busy: boolean;
  actions: RowActions;
};

export function LetterRow({ letter, selected, current, doors, withLine, busy, actions }: Props) {
  const { t } = useI18n();
  const { can } = useOrganization();
  const { message, conversation } = letter;
  const title = contactTitle(conversation.contact);
  const check = (event: MouseEvent) => actions.toggle(message.id, event.shiftKey);
  return (
    <tr
      data-letter={message.id}
      onFocusCapture={() => actions.enter(message.id)}
      className={clsx(
        'border-t border-line transition-colors hover:bg-hover max-md:grid max-md:grid-cols-[auto_minmax(0,1fr)_auto] max-md:gap-x-2 max-md:py-3 max-md:pr-2 md:[&>td]:py-3 md:[&>td]:pr-4 md:[&>td]:align-top',
        selected && 'bg-verdi-soft',
        current && 'shadow-[inset_3px_0_0_var(--color-verdi)] max-md:shadow-none',
      )}
    >
      <td className="md:w-12">
        {can('messages.send') && (
          <label className="grid size-8 place-items-center max-md:size-11 md:ml-2">
            <input
              type="checkbox"
              checked={selected}
              onClick={check}
              onChange={() => undefined}
              aria-label={t('undelivered.select', { name: title })}
              className="size-4 accent-verdi"
            />
          </label>
        )}
      </td>
      <td className="min-w-0 md:max-w-80">
        <Said letter={letter} title={title} withLine={withLine} />
      </td>
      <td className="min-w-0 text-13 max-md:col-start-2 max-md:row-start-2 max-md:mt-1.5">
        <Why letter={letter} />
      </td>
      <td className="tnum whitespace-nowrap text-12 text-ink-3 max-md:col-start-2 max-md:row-start-3 max-md:mt-1.5">
        <When letter={letter} />
      </td>
      <td className="md:w-28 max-md:col-start-3 max-md:row-span-2 max-md:row-start-1">
        {can('messages.send') && (
          <div className="flex justify-end max-md:flex-col">
            <Acts letter={letter} doors={doors} busy={busy} actions={actions} />
          </div>
        )}
      </td>
    </tr>
  );
}

function Said({ letter, title, withLine }: { letter: DeadLetter; title: string; withLine: boolean }) {
  const { t } = useI18n();
  const { id: org } = useOrganization();
  const { message, conversation } = letter;
  const Icon = kindIcon(message.kind);
  return (
    <div className="flex min-w-0 gap-3">
      <Avatar name={title} size={32} className="max-md:hidden" />
      <div className="min-w-0">
        <Link
          to="/o/$org/inbox/$conversation"
          params={{ org, conversation: conversation.id }}
          hash={message.id}
          className="block truncate text-14 font-medium underline-offset-2 hover:underline max-md:min-h-11 max-md:leading-11"
        >
          {title}
        </Link>
        <p className="flex items-start gap-1.5 text-13 text-ink-2">
          {Icon && <Icon className="mt-0.5 size-4 shrink-0 stroke-[1.75]" aria-hidden />}
          <span className="line-clamp-2 break-words">{message.text || kindName(t, message.kind)}</span>
        </p>
        {withLine && <p className="mt-0.5 truncate text-12 text-ink-3">{conversation.line.name}</p>}
      </div>
    </div>
  );
}

function Why({ letter: { message, refusal } }: { letter: DeadLetter }) {
  const { t, texts, locale } = useI18n();
  const { delivery } = message;
  const failure = delivery?.failure;
  const uncertain = delivery?.state === 'uncertain';
  return (
    <>
      {uncertain && <Status tone="warn">{t('delivery.uncertain')}</Status>}
      <p className={clsx(uncertain && 'mt-1')}>
        <span className="font-medium">{causeText(texts, locale, failure)}</span>
        {failure?.action && <span className="text-ink-2"> {failure.action[locale]}</span>}
        {failure?.code != null && (
          <span className="text-ink-3"> ({t('delivery.meta_code', { code: failure.code })})</span>
        )}
      </p>
      {refusal && (
        <p className="mt-0.5 text-12 text-brass-ink">
          {t('undelivered.not_now')} {reasonOf(texts, refusal)}
        </p>
      )}
    </>
  );
}

function When({ letter }: { letter: DeadLetter }) {
  const { count } = useI18n();
  const dates = useDates();
  return (
    <>
      <time dateTime={letter.dead_at} title={dates.full(letter.dead_at)}>
        {dates.ago(letter.dead_at, serverNow())}
      </time>
      <span className="md:block">
        <span className="md:hidden"> · </span>
        {count('undelivered.attempts', letter.attempts)}
      </span>
    </>
  );
}

type ActsProps = Pick<Props, 'letter' | 'doors' | 'busy' | 'actions'>;

function Acts({ letter, doors, busy, actions }: ActsProps) {
  const { t } = useI18n();
  if (letter.dismissed_at)
    return (
      <IconButton label={t('undelivered.restore')} disabled={busy} onClick={() => actions.restore(letter)}>
        <Undo2 />
      </IconButton>
    );
  return (
    <>
      <IconButton
        label={t('delivery.send_again')}
        keys="r"
        disabled={busy || letter.refusal !== null}
        onClick={() => actions.retry(letter)}
      >
        <RotateCcw />
      </IconButton>
      <IconButton
        label={t('undelivered.dismiss')}
        keys="e"
        disabled={busy}
        onClick={() => actions.dismiss(letter)}
      >
        <MailCheck />
      </IconButton>
      {doors.length > 0 && (
        <Menu
          align="end"
          trigger={
            <IconButton label={t('action.more')} disabled={busy}>
              <Ellipsis />
            </IconButton>
          }
        >
          {doors.map((door) => (
            <MenuItem key={door} onSelect={() => actions.retry(letter, door)}>
              <DoorOpen />
              {t(`undelivered.through_${door}`)}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}
