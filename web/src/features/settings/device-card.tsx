/** What is kept on this device: theme, keys. */

import { SelectField } from '@/components/ui/field';
import { Card } from '@/components/ui/page';
import { Switch } from '@/components/ui/switch';
import { useI18n } from '@/lib/i18n';
import { type ThemeChoice, usePreferences } from '@/lib/preferences';

const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export function DeviceCard() {
  const { t } = useI18n();
  const { theme, enterSends, singleKeys, set } = usePreferences();
  return (
    <Card title={t('settings.device')}>
      <div className="flex flex-col gap-2 p-4">
        <SelectField
          label={t('settings.theme')}
          value={theme}
          onChange={(event) => set({ theme: THEMES.find((one) => one === event.target.value) ?? 'system' })}
        >
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {t(`settings.theme.${one}`)}
            </option>
          ))}
        </SelectField>
        <Switch
          label={t('settings.enter_sends')}
          hint={t('settings.enter_sends_hint')}
          checked={enterSends}
          onChange={(on) => set({ enterSends: on })}
        />
        <Switch
          label={t('settings.single_keys')}
          hint={t('settings.single_keys_hint')}
          checked={singleKeys}
          onChange={(on) => set({ singleKeys: on })}
        />
      </div>
    </Card>
  );
}
