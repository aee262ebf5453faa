/** A teammate is writing in this very conversation. */
import { Avatar } from '@/components/ui/avatar';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { useWriter } from '@/lib/live-state';

const DOTS = [0, 0.16, 0.32];

export function TeamTyping({ conversation }: { conversation: string }) {
  const { t } = useI18n();
  const { memberId } = useOrganization();
  const writer = useWriter(conversation, memberId);
  if (!writer) return null;
  return (
    <div className="flex items-center justify-end gap-2 px-6 pt-2.5 max-md:px-3" role="status">
      <span className="text-12 font-medium text-verdi-ink">{t('inbox.writes', { name: writer })}</span>
      <span aria-hidden className="flex gap-1 rounded-xl rounded-br-[4px] bg-out px-3.5 py-3 shadow-1">
        {DOTS.map((delay) => (
          <i
            key={delay}
            className="size-1.5 rounded-full bg-ink-3"
            style={{ animation: `blink 1.2s ${delay}s infinite` }}
          />
        ))}
      </span>
      <Avatar name={writer} size={24} />
    </div>
  );
}
