/** The price of the next message with its reason, and the way to why it is so. */
import { clsx } from 'clsx';
import { Coins, X } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { DoorKind, MessageQuote, NextMessage } from '@/api/prices';
import { IconButton } from '@/components/ui/icon-button';
import { useCommands } from '@/lib/commands';
import { useI18n } from '@/lib/i18n';
import { useMoney } from '@/lib/money';
import { countryName, ownDoors, type PriceLine, priceLine, shownDoor } from '@/lib/prices';
import { useQuote } from './use-quote';

const loadWhy = () => import('./why-popover');
const WhyPopover = lazy(() => loadWhy().then((module) => ({ default: module.WhyPopover })));

const TONES: Record<PriceLine['tone'], string> = {
  free: 'text-ink-3',
  charged: 'text-ink-2',
  unknown: 'text-brass-ink',
  none: 'text-danger',
};

const KEY = '$';

type Props = {
  conversation: string;
  kind: NextMessage['kind'];
  /** What was chosen for this message. */
  door: DoorKind | null;
  onDoor: (door: DoorKind | null) => void;
  /** The amount alone, where there is no room for its reason. */
  brief?: boolean;
  className?: string;
};

export function PriceChip({ conversation, kind, door, onDoor, brief, className }: Props) {
  const { t } = useI18n();
  const query = useQuote(conversation, { kind, door });
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [wanted, setWanted] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const line = useLine(query.data, door);
  const preload = () => void loadWhy();
  const open = (at: Element | null) => {
    setWanted(true);
    setAnchor(at);
  };
  useCommands([
    {
      id: 'price',
      title: t('price.command'),
      group: 'conversation',
      keys: [KEY],
      icon: Coins,
      run: () => open(button.current),
    },
  ]);
  if (!line && !query.isError) return <span aria-hidden className={clsx('h-8', className)} />;
  const text = line?.text ?? t('price.missing');
  const said = door === null ? text : `${t(`door.${door}`)} · ${text}`;
  const short = door === null ? (line?.short ?? text) : t(`door.${door}`);
  return (
    <span className={clsx('flex min-w-0 items-center', className)}>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={t('price.why', { price: t('price.next', { price: said }) })}
        data-tip={t('price.next', { price: said })}
        data-tip-keys={KEY}
        data-tip-side="top"
        onPointerEnter={preload}
        onFocus={preload}
        onClick={(event) => open(anchor ? null : event.currentTarget)}
        className={clsx(
          'tnum flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2 text-12 transition-colors hover:bg-hover max-md:h-11',
          door === null ? TONES[line?.tone ?? 'unknown'] : 'bg-verdi-soft font-medium text-verdi-ink',
        )}
      >
        <Coins className="size-3.5 shrink-0 stroke-[1.75]" aria-hidden />
        <span className="truncate">{brief ? short : said}</span>
      </button>
      {door !== null && (
        <IconButton label={t('why.take_back')} side="top" onClick={() => onDoor(null)}>
          <X />
        </IconButton>
      )}
      {wanted && (
        <Suspense fallback={<div role="dialog" aria-busy hidden />}>
          <WhyPopover
            anchor={anchor}
            query={query}
            chosen={door}
            onDoor={onDoor}
            onClose={() => setAnchor(null)}
          />
        </Suspense>
      )}
    </span>
  );
}

function useLine(quote: MessageQuote | undefined, chosen: DoorKind | null): PriceLine | null {
  const { t, locale } = useI18n();
  const money = useMoney();
  const option = quote && shownDoor(quote, chosen);
  if (!option) return null;
  const words = { t, money };
  const line = priceLine(words, quote, option, countryName(locale, quote.country));
  // Where there is a choice, the door is worth naming.
  const named = chosen === null && quote.door !== null && ownDoors(quote).length > 1;
  return named ? { ...line, text: `${t(`door.${option.door}`)} · ${line.text}` } : line;
}
