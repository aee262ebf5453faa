/** What WhatsApp did not pass on: what it was, why, and what to do. */
import { CircleHelp } from 'lucide-react';
import type { Message } from '@/api/types';
import { isKnownKind, kindName } from '@/components/message-kind';
import { textOf } from '@/lib/fields';
import { type PlainKey, type Translate, useI18n } from '@/lib/i18n';

const WORDS: Record<string, Extract<PlainKey, `withheld.${string}`>> = {
  edit: 'withheld.edit',
  event: 'withheld.event',
  group_invite: 'withheld.group_invite',
  media_placeholder: 'withheld.media_placeholder',
  pin: 'withheld.pin',
  poll: 'withheld.poll',
  poll_creation: 'withheld.poll',
  poll_update: 'withheld.poll',
  video_note: 'withheld.video_note',
};

/** In words where it has some, else as Meta calls it; empty where Meta says nothing. */
function whatItWas(t: Translate, told: string): string {
  const word = WORDS[told];
  if (word) return t(word);
  if (told === 'unknown' || told === 'unsupported') return '';
  return isKnownKind(told) ? kindName(t, told) : told;
}

type Props = { message: Message; withheld: NonNullable<Message['withheld']> };

export function Withheld({ message, withheld }: Props) {
  const { t, locale } = useI18n();
  const told = textOf(message.content.type) || (message.kind === 'unknown' ? '' : message.kind);
  const what = whatItWas(t, told);
  const cause = withheld.cause?.[locale] ?? withheld.title;
  return (
    <div className="flex w-80 max-w-full gap-2.5 rounded-lg bg-hover px-2.5 py-2 text-13">
      <CircleHelp className="mt-0.5 size-4 shrink-0 stroke-[1.75] text-ink-2" aria-hidden />
      <div className="min-w-0 wrap-anywhere">
        <div className="font-medium">{t('kind.unsupported')}</div>
        {what && <div className="text-ink-2">{t('withheld.was', { what })}</div>}
        <p className="mt-0.5 text-12 text-ink-2">
          {cause} {withheld.action?.[locale]}
          {withheld.code != null && <> ({t('delivery.meta_code', { code: withheld.code })})</>}
        </p>
      </div>
    </div>
  );
}
