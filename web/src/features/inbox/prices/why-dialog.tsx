/** Why a message took its door, and what it cost. */
import { useQuery } from '@tanstack/react-query';
import { CircleQuestionMark } from 'lucide-react';
import type { ReactNode } from 'react';
import { api, unwrap } from '@/api/client';
import type { MessageCharge } from '@/api/prices';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState, ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { useMoney } from '@/lib/money';
import { cardDay, countryName, priceText } from '@/lib/prices';

export function WhyDialog({ message, onClose }: { message: string; onClose: () => void }) {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const query = useQuery({
    queryKey: ['organization', organization, 'why', message],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/messages/{message}/why', {
          params: { path: { organization, message } },
          signal,
        }),
      ),
    // Its state changes when WhatsApp confirms it.
    staleTime: 0,
  });
  return (
    <Dialog open onClose={onClose} title={t('message.why')} description={t('why.message_hint')}>
      {query.data ? (
        query.data.charge ? (
          <Charge charge={query.data.charge} />
        ) : (
          <EmptyState icon={CircleQuestionMark} title={t('why.none')}>
            {t('why.none_hint')}
          </EmptyState>
        )
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-48" />
        </Loading>
      )}
    </Dialog>
  );
}

function Charge({ charge }: { charge: MessageCharge }) {
  const { t, locale } = useI18n();
  const dates = useDates();
  const money = useMoney();
  const { price, state } = charge;
  const card =
    price.card &&
    price.card_valid_from &&
    [
      t('why.card_of', { card: price.card, at: cardDay(locale, price.card_valid_from) }),
      price.market && t('why.market', { market: price.market }),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2.5 text-13 max-md:grid-cols-1 max-md:gap-y-0.5">
        <Fact label={t('why.door')}>{t(`door.${charge.door}`)}</Fact>
        <Fact label={t('why.rule')}>{charge.rule && t(`route.${charge.rule}`)}</Fact>
        <Fact label={t('why.price')}>
          <span className={state === 'void' ? 'tnum line-through' : 'tnum font-semibold'}>
            {priceText({ t, money }, price)}
          </span>
          <span className="block text-12 text-ink-2">{t(`price.rule.${price.rule}`)}</span>
        </Fact>
        <Fact label={t('why.state')}>{t(`why.state.${state}`)}</Fact>
        <Fact label={t('why.category')}>{t(`price.category_${charge.category}`)}</Fact>
        <Fact label={t('why.country')}>{countryName(locale, charge.country)}</Fact>
        <Fact label={t('why.card')}>{card}</Fact>
        <Fact label={t('why.sender')}>{t(`sender.${charge.sender}`)}</Fact>
        <Fact label={t('why.at')}>{dates.full(charge.at)}</Fact>
      </dl>
      {charge.options.length > 1 && <Alternatives options={charge.options} taken={charge.door} />}
    </>
  );
}

/** Nothing is said of what is not known. */
function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt className="text-ink-3 max-md:mt-2">{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

type AlternativesProps = { options: MessageCharge['options']; taken: MessageCharge['door'] };

function Alternatives({ options, taken }: AlternativesProps) {
  const { t } = useI18n();
  const money = useMoney();
  return (
    <section className="mt-5 border-t border-line pt-4">
      <h3 className="text-13 font-semibold">{t('why.alternatives')}</h3>
      <ul className="mt-2 flex flex-col gap-2 text-13">
        {options.map(({ door, verdict, money: amount }) => (
          <li key={door} className="flex items-baseline gap-3">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{t(`door.${door}`)}</span>
              <span className="block text-12 text-ink-2">
                {t(door === taken && verdict === 'usable' ? 'why.now' : `verdict.${verdict}`)}
              </span>
            </span>
            <span className="tnum shrink-0">{priceText({ t, money }, { money: amount })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
