/** The letters as rows, on a phone as cards. */
import type { DeadLetter } from '@/api/dead-letters';
import type { Line } from '@/api/types';
import { Button } from '@/components/ui/button';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { otherDoors } from './doors';
import { LetterRow, type RowActions } from './letter-row';

type Props = {
  letters: DeadLetter[];
  lines: Line[];
  isSelected: (id: string) => boolean;
  /** Whether all that are shown are chosen. */
  all: boolean;
  onSelectShown: (on: boolean) => void;
  current: string | null;
  busy: boolean;
  actions: RowActions;
  /** Null at the end of the list. */
  more: (() => void) | null;
  loading: boolean;
};

export function LetterTable(props: Props) {
  const { letters, lines, isSelected, current, busy, actions, more } = props;
  const { t } = useI18n();
  const { can } = useOrganization();
  return (
    <>
      <table className="w-full overflow-clip rounded-b-xl text-left max-md:block">
        <thead className="max-md:block max-md:border-t max-md:border-line">
          <tr className="text-12 text-ink-3 max-md:flex max-md:px-0 md:[&>th]:h-10 [&>th]:font-medium">
            <th className="md:w-12">
              {can('messages.send') && (
                <label className="flex size-8 items-center justify-center max-md:h-11 max-md:w-auto max-md:gap-3.5 max-md:px-3.5 md:ml-2">
                  <input
                    type="checkbox"
                    checked={props.all}
                    onChange={(event) => props.onSelectShown(event.target.checked)}
                    className="size-4 shrink-0 accent-verdi"
                  />
                  <span className="whitespace-nowrap md:sr-only">{t('undelivered.select_shown')}</span>
                </label>
              )}
            </th>
            <th className="max-md:sr-only">{t('undelivered.message')}</th>
            <th className="max-md:sr-only">{t('undelivered.why')}</th>
            <th className="max-md:sr-only">{t('undelivered.when')}</th>
            <th className="max-md:hidden">
              <span className="sr-only">{t('action.more')}</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {letters.map((letter) => (
            <LetterRow
              key={letter.message.id}
              letter={letter}
              selected={isSelected(letter.message.id)}
              current={current === letter.message.id}
              doors={otherDoors([letter], lines)}
              withLine={lines.length > 1}
              busy={busy}
              actions={actions}
            />
          ))}
        </tbody>
      </table>
      {more && (
        <div className="flex justify-center border-t border-line p-3">
          <Button variant="outline" busy={props.loading} onClick={more}>
            {t('action.more_entries')}
          </Button>
        </div>
      )}
    </>
  );
}
