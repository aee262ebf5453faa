/** The cards of a carousel, side by side. */

import type { Card } from '@/lib/cards';
import { useI18n } from '@/lib/i18n';
import { CardButtons, CardWords } from './card-message';
import { HeaderFile } from './header-file';
import { LinkedFile } from './linked-file';

export function CardRow({ cards }: { cards: { card: Card; file: string }[] }) {
  const { t } = useI18n();
  if (cards.length === 0) return null;
  return (
    <ul
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      data-own-arrows
      aria-label={t('preview.cards')}
      className="-mx-2 mt-1.5 flex gap-1.5 overflow-x-auto rounded-lg pb-1"
    >
      {cards.map(({ card, file }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a card is its place
        <li key={n} className="w-52 shrink-0 overflow-hidden rounded-lg bg-surface px-3 py-[7px]">
          {file !== '' && <HeaderFile id={file} kind={card.file} />}
          {card.link && <LinkedFile kind={card.file} link={card.link} />}
          <CardWords card={card} file={file !== '' || card.link !== null} />
          <CardButtons card={card} />
        </li>
      ))}
    </ul>
  );
}
