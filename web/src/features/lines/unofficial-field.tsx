/** Whether unofficial connections may send: an owner's decision, with the risk said first. */
import { useState } from 'react';
import type { Line } from '@/api/types';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Switch } from '@/components/ui/switch';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { useUpdateLine } from './mutations';

export function UnofficialField({ line }: { line: Line }) {
  const { t, texts } = useI18n();
  const dates = useDates();
  const { role } = useOrganization();
  const update = useUpdateLine(line.id);
  const [asking, setAsking] = useState(false);
  const since = line.unofficial_allowed_at;
  const owner = role === 'owner';
  const hint = since
    ? t('lines.unofficial_since', { at: dates.full(since) })
    : t(owner ? 'lines.unofficial_hint' : 'lines.unofficial_owner');
  return (
    <div>
      <Switch
        label={t('lines.unofficial')}
        hint={hint}
        checked={since !== null}
        disabled={update.isPending || (since === null && !owner)}
        onChange={(on) => (on ? setAsking(true) : update.mutate({ unofficial_allowed: false }))}
      />
      {update.isError && <Banner tone="bad" title={problemText(texts, update.error)} />}
      {asking && (
        <RiskDialog
          onClose={() => setAsking(false)}
          onAllow={() => {
            update.mutate({ unofficial_allowed: true });
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}

function RiskDialog({ onClose, onAllow }: { onClose: () => void; onAllow: () => void }) {
  const { t } = useI18n();
  const [sure, setSure] = useState(false);
  return (
    <Dialog open onClose={onClose} title={t('lines.unofficial_ask')}>
      <Banner tone="warn" title={t('lines.unofficial_risk')}>
        {t('lines.unofficial_risk_hint')}
      </Banner>
      <label className="mt-4 flex min-h-8 items-center gap-2.5 text-13 max-md:min-h-11">
        <input
          type="checkbox"
          checked={sure}
          onChange={(event) => setSure(event.target.checked)}
          className="size-4 accent-verdi"
        />
        {t('lines.unofficial_sure')}
      </label>
      <DialogActions>
        <Button variant="outline" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button variant="danger" disabled={!sure} onClick={onAllow}>
          {t('lines.unofficial_allow')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
