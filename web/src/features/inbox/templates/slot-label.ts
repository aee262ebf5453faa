/** What a value is called in the form. */
import type { Translate } from '@/lib/i18n';
import type { Slot } from '@/lib/template/values';

export function slotLabel({ kind, name, card }: Slot, t: Translate, number: (n: number) => string): string {
  const own = ownLabel(kind, name, t);
  return card === null ? own : t('picker.of_card', { n: number(card + 1), name: own });
}

function ownLabel(kind: Slot['kind'], name: string, t: Translate): string {
  switch (kind) {
    case 'text':
      return `{{${name}}}`;
    case 'image':
    case 'video':
    case 'document':
      return t(`builder.header.${kind}`);
    case 'latitude':
    case 'longitude':
    case 'code':
      return t(`picker.${kind}`);
    case 'place':
      return t(name === 'name' ? 'picker.place_name' : 'picker.address');
    case 'link':
      return t('picker.link', { name });
    case 'coupon':
      return t('picker.coupon');
    case 'moment':
      return t('picker.offer_end');
  }
}
