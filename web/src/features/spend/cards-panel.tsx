/** The rate cards: where their numbers are from, since when, which one is in force, and own ones. */
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Plus, Trash2 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { type RateCard, rateCardsQuery } from '@/api/prices';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import { Card } from '@/components/ui/page';
import { Status, type StatusTone } from '@/components/ui/status';
import { toast } from '@/components/ui/toast';
import { ErrorState, Loading, Skeleton } from '@/components/ui/view-state';
import { serverNow } from '@/lib/clock';
import { useOrganization } from '@/lib/current-organization';
import { useDates, useI18n } from '@/lib/i18n';
import { cardDay } from '@/lib/prices';
import { problemText } from '@/lib/problem-text';
import { type CardState, cardState } from './card-form';
import { LoadCardDialog } from './load-card-dialog';
import { MarketTable } from './market-table';
import { useRemoveCard } from './queries';

export function CardsPanel() {
  const { t } = useI18n();
  const { id, can } = useOrganization();
  const query = useQuery(rateCardsQuery(id));
  const [loading, setLoading] = useState(false);
  const cards = query.data;
  const load = can('spend.manage') && cards && (
    <Button variant="outline" onClick={() => setLoading(true)}>
      <Plus />
      {t('cards.load')}
    </Button>
  );
  return (
    <Card title={t('spend.cards')} action={load}>
      <p className="px-4 pt-3 text-12 text-ink-3">{t('cards.hint')}</p>
      {cards ? (
        <ul className="divide-y divide-line">
          {cards.map((card) => (
            <CardItem key={card.id ?? card.name} card={card} />
          ))}
        </ul>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="m-4 h-40" />
        </Loading>
      )}
      {loading && (
        <LoadCardDialog inForce={cards?.find((one) => one.in_force)} onClose={() => setLoading(false)} />
      )}
    </Card>
  );
}

const TONES: Record<CardState, StatusTone> = { in_force: 'good', upcoming: 'warn', past: 'quiet' };

function CardItem({ card }: { card: RateCard }) {
  const { t, locale, number, count } = useI18n();
  const dates = useDates();
  const { can } = useOrganization();
  const [open, setOpen] = useState(false);
  const id = useId();
  const state = cardState(card, serverNow());
  return (
    <li className="px-4 py-3.5">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 className="flex flex-wrap items-center gap-2 text-14 font-semibold">
            <span className="break-words">{card.name}</span>
            <Status tone={TONES[state]}>{t(`cards.${state}`)}</Status>
            {card.id && <Status tone="quiet">{t('cards.own')}</Status>}
          </h3>
          <p className="mt-1 text-13 text-ink-2">
            {t('cards.since', { at: cardDay(locale, card.valid_from), currency: card.currency })}
          </p>
          <p className="text-13 text-ink-2">
            {t('cards.service', {
              at: cardDay(locale, card.service.charged_from),
              n: number(card.service.free_a_month),
            })}
          </p>
          <p className="text-12 break-words text-ink-3">
            {t('cards.source', { source: card.source })}
            {card.loaded_at && ` · ${t('cards.added', { at: dates.full(card.loaded_at) })}`}
          </p>
        </div>
        {card.id && can('spend.manage') && <RemoveCard id={card.id} name={card.name} />}
      </div>
      <Button
        variant="outline"
        className="mt-2.5"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={`${card.name}: ${open ? t('cards.hide_markets') : count('cards.show_markets', card.markets.length)}`}
        onClick={() => setOpen(!open)}
      >
        <ChevronDown className={open ? 'rotate-180' : undefined} />
        {open ? t('cards.hide_markets') : count('cards.show_markets', card.markets.length)}
      </Button>
      {open && (
        <div id={id} className="mt-3">
          <MarketTable card={card} />
        </div>
      )}
    </li>
  );
}

function RemoveCard({ id, name }: { id: string; name: string }) {
  const { t, texts } = useI18n();
  const [asking, setAsking] = useState(false);
  const remove = useRemoveCard();
  const button = useRef<HTMLButtonElement>(null);
  const run = () =>
    remove.mutate(id, {
      onSuccess: () => {
        setAsking(false);
        toast(t('cards.removed'));
      },
    });
  return (
    <>
      <IconButton label={t('cards.remove', { name })} onClick={() => setAsking(true)}>
        <Trash2 />
      </IconButton>
      {asking && (
        <Dialog
          open
          onClose={() => setAsking(false)}
          title={t('cards.remove_ask')}
          description={`${name}. ${t('cards.remove_hint')}`}
          initialFocus={button}
        >
          {remove.isError && <Banner tone="bad" title={problemText(texts, remove.error)} />}
          <DialogActions>
            <Button variant="outline" onClick={() => setAsking(false)}>
              {t('action.cancel')}
            </Button>
            <Button ref={button} variant="danger" busy={remove.isPending} onClick={run}>
              {t('action.delete')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
