/** A modal task with a title; focus starts on its main control, never on the closing cross. */
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useCallback, useRef } from 'react';
import { useI18n } from '@/lib/i18n';

type Props = {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  wide?: boolean;
  children: ReactNode;
};

export const BACKDROP =
  'fixed inset-0 z-40 bg-black/40 transition-opacity duration-150 data-starting-style:opacity-0 data-ending-style:opacity-0';
export const POPUP =
  'fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-24px)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-2xl bg-surface shadow-3 outline-none transition-[opacity,scale,filter] duration-150 ease-out data-nested-dialog-open:brightness-[.6] data-starting-style:scale-[.98] data-starting-style:opacity-0 data-ending-style:opacity-0';

const CONTROL = 'input:not([type=hidden]), select, textarea';

/** Focus goes to the first control of the task, or to the layer itself: never to the closing cross. */
export function useFirstControl() {
  const popup = useRef<HTMLDivElement>(null);
  const find = useCallback(() => popup.current?.querySelector<HTMLElement>(CONTROL) ?? popup.current, []);
  return { popup, find };
}

export function Dialog({ open, onClose, title, description, initialFocus, wide, children }: Props) {
  const { t } = useI18n();
  const { popup, find } = useFirstControl();
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={BACKDROP} />
        <BaseDialog.Popup
          ref={popup}
          tabIndex={-1}
          initialFocus={initialFocus ?? find}
          className={clsx(
            POPUP,
            wide ? 'w-[min(720px,calc(100vw-24px))]' : 'w-[min(480px,calc(100vw-24px))]',
          )}
        >
          <header className="flex items-start gap-3 px-6 pt-5 max-md:px-4">
            <div className="min-w-0 flex-1">
              <BaseDialog.Title className="text-20 font-semibold tracking-[-0.02em]">
                {title}
              </BaseDialog.Title>
              {description && (
                <BaseDialog.Description className="mt-1 text-13 text-ink-2">
                  {description}
                </BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close
              aria-label={t('action.close')}
              className="order-last grid size-8 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink max-md:size-11"
            >
              <X className="size-[18px] stroke-[1.75]" />
            </BaseDialog.Close>
          </header>
          <div className="px-6 pt-5 pb-6 max-md:px-4">{children}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** The row of buttons at a dialog's end. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="mt-6 flex flex-wrap items-center justify-end gap-2 border-t border-line pt-4">
      {children}
    </div>
  );
}
