/** The dialogs of what is built before it is sent, each in a chunk of its own. */
import { lazy, Suspense } from 'react';
import type { SpecialContent } from '../data/outbox';
import type { Builder } from './attach-menu';

const LocationDialog = lazy(() =>
  import('@/components/cards/location-dialog').then((module) => ({ default: module.LocationDialog })),
);
const ContactCardDialog = lazy(() =>
  import('@/components/cards/contact-dialog').then((module) => ({ default: module.ContactCardDialog })),
);
const ChoicesDialog = lazy(() =>
  import('./choices-dialog').then((module) => ({ default: module.ChoicesDialog })),
);

type Props = {
  what: Builder | null;
  onClose: () => void;
  onSend: (what: SpecialContent, text?: string) => void;
};

export function Builders({ what, onClose, onSend }: Props) {
  if (what === null) return null;
  return (
    <Suspense fallback={<div role="dialog" aria-busy hidden />}>
      {what === 'location' && <LocationDialog onClose={onClose} onSend={onSend} />}
      {what === 'contact' && <ContactCardDialog onClose={onClose} onSend={onSend} />}
      {(what === 'choices' || what === 'place') && (
        <ChoicesDialog place={what === 'place'} onClose={onClose} onSend={onSend} />
      )}
    </Suspense>
  );
}
