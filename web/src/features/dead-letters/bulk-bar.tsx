/** What is chosen, and what can be done with all of it. */
import { ChevronDown, DoorOpen, MailCheck, RotateCcw, Undo2, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { useI18n } from '@/lib/i18n';
import type { DoorKind } from './doors';

type Props = {
  /** How many are chosen. */
  count: number;
  all: boolean;
  /** How many match, where more match than are chosen. */
  more: string | null;
  dismissed: boolean;
  doors: DoorKind[];
  busy: boolean;
  /** How far the work has come, while it is being done. */
  work: { of: number; worked: number } | null;
  onAll: () => void;
  onClear: () => void;
  onRetry: (door?: DoorKind) => void;
  onDismiss: () => void;
  onRestore: () => void;
};

export function BulkBar(props: Props) {
  const { t, count, number } = useI18n();
  const { dismissed, busy, doors, more, work } = props;
  return (
    <section
      aria-label={t('undelivered.chosen')}
      className="sticky top-0 z-10 flex flex-wrap items-center gap-1.5 border-b border-line bg-surface-2 px-4 py-2"
    >
      <p role="status" className="mr-1 text-13 font-medium max-md:flex-1">
        {work
          ? t('undelivered.progress', { done: number(work.worked), n: number(work.of) })
          : count('undelivered.selected', props.count)}
      </p>
      {more !== null && !props.all && !work && (
        <Button disabled={busy} onClick={props.onAll} className="!text-verdi-ink">
          {t('undelivered.select_all', { n: more })}
        </Button>
      )}
      <span className="flex-1 max-md:hidden" />
      <div className="flex flex-wrap gap-1.5 max-md:order-last max-md:w-full">
        {dismissed ? (
          <Button variant="outline" busy={busy} onClick={props.onRestore}>
            <Undo2 />
            {t('undelivered.restore')}
          </Button>
        ) : (
          <>
            <Button variant="primary" busy={busy} onClick={() => props.onRetry()}>
              <RotateCcw />
              {t('delivery.send_again')}
            </Button>
            {doors.length > 0 && (
              <Menu
                trigger={
                  <Button variant="outline" disabled={busy}>
                    <DoorOpen />
                    {t('undelivered.other_door')}
                    <ChevronDown />
                  </Button>
                }
              >
                {doors.map((door) => (
                  <MenuItem key={door} onSelect={() => props.onRetry(door)}>
                    {t(`undelivered.through_${door}`)}
                  </MenuItem>
                ))}
              </Menu>
            )}
            <Button variant="outline" disabled={busy} onClick={props.onDismiss}>
              <MailCheck />
              {t('undelivered.dismiss')}
            </Button>
          </>
        )}
      </div>
      <IconButton label={t('undelivered.clear')} keys="escape" disabled={busy} onClick={props.onClear}>
        <X />
      </IconButton>
    </section>
  );
}
