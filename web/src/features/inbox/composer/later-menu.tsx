/** Later moments to choose from: the usual ones by the organization's clock, or any other. */
import { CalendarClock, CalendarDays, Clock, Sunrise } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { serverNow } from '@/lib/clock';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { quickMoments } from '@/lib/moments';
import { missesWindow } from './window-state';

const LaterDialog = lazy(() => import('./later-dialog').then((module) => ({ default: module.LaterDialog })));

export const LATER_KEY = 'mod+shift+enter';

export type LaterWay = {
  /** Until when free text may go; null where it may go at any time. */
  closesAt: string | null;
  /** The way out of a window that closes before. */
  onTemplate: (() => void) | null;
  onChoose: (at: string) => void;
};

type Props = LaterWay & { disabled: boolean; open?: boolean; onOpenChange?: (open: boolean) => void };

export function LaterMenu({ disabled, open, onOpenChange, ...way }: Props) {
  const { t } = useI18n();
  const [asking, setAsking] = useState<{ from: number | null } | null>(null);
  const choose = (at: number) => {
    if (missesWindow(at, way.closesAt)) setAsking({ from: at });
    else way.onChoose(new Date(at).toISOString());
  };
  return (
    <>
      <Menu
        align="end"
        open={open}
        onOpenChange={onOpenChange}
        trigger={
          <IconButton label={t('schedule.later')} keys={LATER_KEY} side="top" disabled={disabled}>
            <CalendarClock />
          </IconButton>
        }
      >
        <Choices onChoose={choose} onAsk={() => setAsking({ from: null })} />
      </Menu>
      {asking && (
        <Suspense fallback={<div role="dialog" aria-busy hidden />}>
          <LaterDialog from={asking.from} onClose={() => setAsking(null)} {...way} />
        </Suspense>
      )}
    </>
  );
}

/** Drawn with the menu, so that "in one hour" counts from when it was opened. */
function Choices({ onChoose, onAsk }: { onChoose: (at: number) => void; onAsk: () => void }) {
  const { t } = useI18n();
  const dates = useDates();
  const { organization } = useOrganization();
  const [{ hour, tomorrow, monday }] = useState(() => quickMoments(serverNow(), organization.time_zone));
  const said = (at: number) => <span className="tnum ml-auto pl-4 text-ink-3">{dates.time(at)}</span>;
  return (
    <>
      <MenuItem onSelect={() => onChoose(hour)}>
        <Clock />
        {t('schedule.hour')}
        {said(hour)}
      </MenuItem>
      <MenuItem onSelect={() => onChoose(tomorrow)}>
        <Sunrise />
        {t('schedule.tomorrow')}
        {said(tomorrow)}
      </MenuItem>
      {monday !== null && (
        <MenuItem onSelect={() => onChoose(monday)}>
          <CalendarDays />
          {t('schedule.monday')}
          {said(monday)}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem onSelect={onAsk}>
        <CalendarClock />
        {t('schedule.choose')}
      </MenuItem>
    </>
  );
}
