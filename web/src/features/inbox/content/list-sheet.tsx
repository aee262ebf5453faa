/** The rows of a list message, as the customer sees them. */
import { Dialog } from '@/components/ui/dialog';
import type { Card } from '@/lib/cards';
import { useI18n } from '@/lib/i18n';
import { buttonName } from './card-message';

export function ListSheet({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useI18n();
  const [button] = card.buttons;
  return (
    <Dialog open onClose={onClose} title={button ? buttonName(t, button) : ''}>
      <div className="-mt-2 flex flex-col gap-4">
        {card.sections.map((section, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sections may have no title
          <section key={n}>
            {section.title && <h3 className="pb-1 text-12 font-semibold text-ink-2">{section.title}</h3>}
            <ul className="divide-y divide-line rounded-lg border border-line">
              {section.rows.map((row) => (
                <li key={row.title} className="px-3 py-2">
                  <div className="text-14 wrap-anywhere">{row.title}</div>
                  {row.description && (
                    <div className="text-12 wrap-anywhere text-ink-2">{row.description}</div>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
