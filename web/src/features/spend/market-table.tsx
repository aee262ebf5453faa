/** A card's prices by market and category, found by market or country. */
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import type { PriceCategory, RateCard } from '@/api/prices';
import { SearchRow } from '@/components/ui/search-row';
import { TableScroller } from '@/components/ui/table-scroller';
import { EmptyState } from '@/components/ui/view-state';
import { useI18n } from '@/lib/i18n';
import { useMoney } from '@/lib/money';
import { countryName } from '@/lib/prices';
import { isFound } from './market-search';

const COLUMNS: readonly PriceCategory[] = [
  'marketing',
  'utility',
  'authentication',
  'authentication_international',
  'service',
  'other',
];

export function MarketTable({ card }: { card: RateCard }) {
  const { t, locale } = useI18n();
  const money = useMoney();
  const [q, setQ] = useState('');
  const columns = COLUMNS.filter((category) => card.markets.some((market) => market.rates[category]));
  const namesOf = (countries: string[]) => countries.map((code) => countryName(locale, code));
  const found = card.markets.filter((market) =>
    isFound(q, [market.name, ...market.countries, ...namesOf(market.countries)]),
  );
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <div className="flex border-b border-line pr-2">
        <SearchRow q={q} label={t('cards.search')} onSearch={setQ} />
      </div>
      {found.length === 0 ? (
        <EmptyState icon={SearchX} title={t('cards.no_market')} />
      ) : (
        <TableScroller label={card.name} className="max-h-96 overflow-y-auto">
          <table className="w-full text-left text-13">
            <thead className="sticky top-0 bg-surface">
              <tr className="text-12 text-ink-3 [&>th]:h-9 [&>th]:px-3 [&>th]:font-medium">
                <th scope="col">{t('cards.market')}</th>
                <th scope="col">{t('cards.countries')}</th>
                {columns.map((category) => (
                  <th key={category} scope="col" className="text-right">
                    {t(`price.category_${category}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.map((market) => (
                <tr key={market.name} className="border-t border-line [&>*]:px-3 [&>*]:py-2 [&>*]:align-top">
                  <th scope="row" className="min-w-32 font-medium">
                    {market.name}
                  </th>
                  <td className="min-w-40 text-12 text-ink-2">{namesOf(market.countries).join(', ')}</td>
                  {columns.map((category) => {
                    const rate = market.rates[category];
                    return (
                      <td key={category} className="tnum text-right whitespace-nowrap">
                        {rate ? (
                          money(rate)
                        ) : (
                          <span className="text-ink-3" title={t('price.unknown')}>
                            –
                          </span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroller>
      )}
    </div>
  );
}
