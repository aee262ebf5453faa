/** The details over the thread, on screens without room beside it. */
import { Dialog } from '@base-ui/react/dialog';
import { BACKDROP } from '@/components/ui/dialog';
import { useI18n } from '@/lib/i18n';
import { DetailsPanel } from './details-panel';

type Props = { conversationId: string; onClose: () => void; onOpen: (conversation: string) => void };

export function DetailsSheet(props: Props) {
  const { t } = useI18n();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup
          aria-label={t('details.title')}
          className="fixed inset-y-0 right-0 z-50 w-[min(360px,100vw)] border-l border-line bg-surface shadow-3"
        >
          <DetailsPanel {...props} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
