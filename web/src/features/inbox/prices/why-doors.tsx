/** Every door of the line for the next message: what it would cost there, why, and the choice of another. */
import { clsx } from 'clsx';
import { DoorOpen, Undo2 } from 'lucide-react';
import type { DoorKind, MessageQuote, QuotedDoor } from '@/api/prices';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { useI18n } from '@/lib/i18n';
import { useMoney } from '@/lib/money';
import { cardDay, countryName, isChoosable, ownDoors, priceText } from '@/lib/prices';

export type Choice = {
  /** What was chosen for the next message. */
  chosen: DoorKind | null;
  onDoor: (door: DoorKind | null) => void;
  onClose: () => void;
};

export function WhyDoors({ quote, ...choice }: Choice & { quote: MessageQuote }) {
  const { t, locale } = useI18n();
  const own = ownDoors(quote);
  const options = own.length > 0 ? own : quote.options;
  const facts = [t(`price.category_${quote.category}`), countryName(locale, quote.country)];
  return (
    <>
      <p className="mt-0.5 text-12 text-ink-3">{facts.filter(Boolean).join(' · ')}</p>
      <p className="mt-2 text-13">{t(`route.${quote.rule}`)}</p>
      <ul className="mt-3 flex flex-col gap-2">
        {options.map((option) => (
          <Door
            key={option.door}
            option={option}
            carries={option.door === quote.door}
            offered={own.length > 1 && option.door !== quote.door && isChoosable(option)}
            {...choice}
          />
        ))}
      </ul>
      {choice.chosen !== null && (
        <Button
          variant="outline"
          className="mt-3 self-start"
          onClick={() => {
            choice.onDoor(null);
            choice.onClose();
          }}
        >
          <Undo2 />
          {t('why.take_back')}
        </Button>
      )}
    </>
  );
}

type DoorProps = Choice & { option: QuotedDoor; carries: boolean; offered: boolean };

function Door({ option, carries, offered, chosen, onDoor, onClose }: DoorProps) {
  const { t, locale } = useI18n();
  const money = useMoney();
  const { door, verdict, official, price } = option;
  const card = price?.card &&
    price.card_valid_from && {
      card: price.card,
      at: cardDay(locale, price.card_valid_from),
    };
  return (
    <li
      className={clsx(
        'rounded-lg border px-3 py-2.5',
        carries ? 'border-verdi-line bg-verdi-soft' : 'border-line',
      )}
    >
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 text-13 font-semibold">
          {t(`door.${door}`)}
          {!official && price && <span className="font-normal text-ink-3"> ({t('why.unofficial')})</span>}
        </span>
        {price && (
          <span className="tnum shrink-0 text-13 font-semibold">{priceText({ t, money }, price)}</span>
        )}
      </div>
      {carries ? (
        <div className="my-1">
          <Status tone="good">{t(chosen === door ? 'why.chosen' : 'why.now')}</Status>
        </div>
      ) : (
        <p className="mt-0.5 text-12 font-medium text-ink-2">{t(`verdict.${verdict}`)}</p>
      )}
      {carries && verdict !== 'usable' && (
        <p className="text-12 font-medium text-brass-ink">{t(`verdict.${verdict}`)}</p>
      )}
      {price && <p className="mt-0.5 text-12 text-ink-2">{t(`price.rule.${price.rule}`)}</p>}
      {card && (
        <p className="mt-1 text-12 text-ink-3">
          {t('why.card_of', card)}
          {price.market && ` · ${t('why.market', { market: price.market })}`}
        </p>
      )}
      {offered && (
        <Button
          variant="outline"
          className="mt-2"
          onClick={() => {
            onDoor(door);
            onClose();
          }}
        >
          <DoorOpen />
          {t('why.choose')}
        </Button>
      )}
    </li>
  );
}
