/** The last line of a bubble: late, edited, the time, the ticks. */
import { clsx } from 'clsx';
import type { Message } from '@/api/types';
import { Ticks } from '@/components/ui/ticks';
import { useDates, useI18n } from '@/lib/i18n';
import { marksOf } from '../content/drawing';
import { tickOf } from '../data/tick';

/** `text`: in the free end of the last line of text; `below`: on a line of its own; `picture`: on the picture. */
export type MetaPlace = 'text' | 'below' | 'picture';

const PLACES: Record<MetaPlace, string> = {
  text: '-mt-[14px]',
  below: 'mt-0.5',
  picture: 'absolute right-2 bottom-2 rounded-full bg-black/50 px-1.5 py-px !text-white',
};

type Props = { message: Message; waiting: boolean; place: MetaPlace };

export function BubbleMeta({ message, waiting, place }: Props) {
  const { t } = useI18n();
  const dates = useDates();
  const out = message.direction === 'out';
  const tick = out ? tickOf(message.delivery?.state) : null;
  const { edited } = marksOf(message);
  return (
    <span
      className={clsx(
        'tnum flex items-center justify-end gap-1 text-11 leading-[14px]',
        out ? 'text-out-ink-2' : 'text-ink-3',
        PLACES[place],
      )}
    >
      {message.late && (
        <span title={t('message.late_hint', { at: dates.full(message.at) })}>{t('message.late')} ·</span>
      )}
      {edited && <span title={dates.full(edited)}>{t('message.edited')} ·</span>}
      <time dateTime={message.at} title={dates.full(message.at)}>
        {dates.time(message.at)}
      </time>
      {tick && <Ticks state={waiting ? 'queued' : tick} />}
    </span>
  );
}

const SPACE_IN = 42;
const SPACE_OUT = 66;
const SPACE_MARK = 56;

/** How much of the last line of text the time needs. */
export function metaWidth(message: Message): number {
  const marks = [message.late, marksOf(message).edited !== null].filter(Boolean).length;
  return (message.direction === 'out' ? SPACE_OUT : SPACE_IN) + marks * SPACE_MARK;
}
