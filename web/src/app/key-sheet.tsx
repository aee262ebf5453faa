/** Every key that works right now. */
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { Switch } from '@/components/ui/switch';
import { type Command, type CommandGroup, registeredCommands } from '@/lib/commands';
import { useI18n } from '@/lib/i18n';
import { usePreferences } from '@/lib/preferences';

const GROUPS: CommandGroup[] = ['conversation', 'list', 'go', 'app'];

export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { singleKeys, set } = usePreferences();
  const commands = registeredCommands().filter((command) => command.keys);
  return (
    <Dialog open onClose={onClose} title={t('command.keys')} wide>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {GROUPS.map((group) => (
          <Group
            key={group}
            title={t(`keys.${group}`)}
            commands={commands.filter((command) => command.group === group)}
          />
        ))}
      </div>
      <div className="mt-5 border-t border-line pt-3">
        <Switch
          label={t('settings.single_keys')}
          hint={t('settings.single_keys_hint')}
          checked={singleKeys}
          onChange={(on) => set({ singleKeys: on })}
        />
      </div>
    </Dialog>
  );
}

function Group({ title, commands }: { title: string; commands: Command[] }) {
  if (commands.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-12 font-semibold text-ink-3">{title}</h3>
      <ul>
        {commands.map((command) => (
          <li key={command.id} className="flex min-h-8 items-center gap-3 text-13">
            <span className="min-w-0 flex-1">{command.title}</span>
            {command.keys?.map((keys) => (
              <Kbd key={keys} keys={keys} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
