/** Any later moment, with a warning where the window closes before it. */
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { useI18n } from '@/lib/i18n';
import type { LaterWay } from './later-menu';
import { MomentField, useMoment } from './moment-field';

type Props = LaterWay & { from: number | null; onClose: () => void };

export function LaterDialog({ from, closesAt, onTemplate, onChoose, onClose }: Props) {
  const { t } = useI18n();
  const moment = useMoment(from, closesAt);
  const { at, ready, misses } = moment;
  const schedule = () => {
    if (at === null || !ready) return;
    onClose();
    onChoose(new Date(at).toISOString());
  };
  const toTemplate =
    onTemplate &&
    (() => {
      onClose();
      onTemplate();
    });
  return (
    <Dialog open onClose={onClose} title={t('schedule.choose_title')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // A form around this dialog, as a template's, is not what was sent.
          event.stopPropagation();
          schedule();
        }}
      >
        <MomentField moment={moment} closesAt={closesAt} onTemplate={toTemplate} />
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button variant="primary" type="submit" disabled={!ready}>
            {t(misses ? 'schedule.anyway' : 'schedule.do')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
