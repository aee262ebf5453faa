/** What a customer put into the cart. */
import { ShoppingBag } from 'lucide-react';
import type { Order } from '@/lib/cards';
import { useI18n } from '@/lib/i18n';

function money(amount: number, currency: string, locale: string): string {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
  } catch {
    return `${new Intl.NumberFormat(locale).format(amount)} ${currency}`.trim();
  }
}

export function OrderCard({ order }: { order: Order }) {
  const { t, count, locale } = useI18n();
  const pieces = order.items.reduce((sum, item) => sum + item.quantity, 0);
  return (
    <div className="mb-0.5 w-72 max-w-full rounded-lg bg-hover px-3 py-2.5">
      <div className="flex items-center gap-2.5">
        <span className="grid size-9 shrink-0 place-items-center rounded-md bg-brass-soft text-brass-ink">
          <ShoppingBag className="size-[18px] stroke-[1.75]" aria-hidden />
        </span>
        <span className="text-14 font-semibold">{count('order.items', pieces)}</span>
      </div>
      <ul className="mt-2 flex flex-col gap-1 border-t border-line pt-2 text-13">
        {order.items.map((item, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a product may stand in an order twice
          <li key={n} className="flex items-baseline gap-2">
            <span className="tnum shrink-0 text-ink-2">{item.quantity} ×</span>
            <span className="min-w-0 flex-1 font-mono text-12 tracking-[-0.02em] wrap-anywhere">
              {item.id}
            </span>
            {item.price !== null && (
              <span className="tnum shrink-0">
                {money(item.price * item.quantity, item.currency, locale)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {order.total !== null && (
        <div className="mt-1.5 flex justify-between border-t border-line pt-1.5 text-13 font-semibold">
          <span>{t('order.total')}</span>
          <span className="tnum">{money(order.total, order.currency, locale)}</span>
        </div>
      )}
    </div>
  );
}
