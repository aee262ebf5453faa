/** The parts of a menu, in a chunk of their own: nothing is paid for a menu before it is wanted. */
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { type ReactNode, useRef } from 'react';

export type MenuLayerProps = {
  /** Null while it is closed. */
  anchor: Element | null;
  align?: 'start' | 'end';
  labelledBy?: string;
  onClose: () => void;
  /** Side by side: signs instead of words. */
  row?: boolean;
  /** Where the focus goes afterwards; where it came from, if it does not say. */
  finalFocus?: () => HTMLElement | boolean | null;
  children: ReactNode;
};

export function MenuLayer(props: MenuLayerProps) {
  const { anchor, align, labelledBy, onClose, row = false, finalFocus, children } = props;
  // While it fades away it stays where it was.
  const last = useRef(anchor);
  if (anchor) last.current = anchor;
  return (
    <BaseMenu.Root
      orientation={row ? 'horizontal' : 'vertical'}
      open={anchor !== null}
      onOpenChange={(open) => !open && onClose()}
    >
      <BaseMenu.Portal>
        <BaseMenu.Positioner anchor={last.current} sideOffset={6} align={align} className="z-50">
          <BaseMenu.Popup
            aria-labelledby={labelledBy}
            finalFocus={finalFocus}
            className={clsx(
              row ? 'flex rounded-full p-0.5' : 'min-w-52 rounded-lg p-1',
              'max-h-(--available-height) origin-(--transform-origin) overflow-y-auto border border-line bg-surface shadow-2 outline-none transition-[opacity,transform] duration-150 ease-out data-starting-style:scale-[.97] data-starting-style:opacity-0 data-ending-style:opacity-0',
            )}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export type MenuItemProps = {
  onSelect: () => void;
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  /** The name of a sign; without words it stands alone in a row. */
  label?: string;
  children: ReactNode;
};

export function MenuItem({ onSelect, checked, danger, disabled, label, children }: MenuItemProps) {
  if (label !== undefined) {
    return (
      <BaseMenu.Item
        aria-label={label}
        onClick={onSelect}
        className="rounded-full outline-none data-highlighted:bg-hover"
      >
        {children}
      </BaseMenu.Item>
    );
  }
  return (
    <BaseMenu.Item
      onClick={onSelect}
      disabled={disabled}
      className={clsx(
        'flex min-h-8 items-center gap-2 rounded-md px-2 text-13 outline-none data-disabled:opacity-45 data-highlighted:bg-hover max-md:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]',
        danger ? 'text-danger' : 'text-ink',
      )}
    >
      <span className="flex min-w-0 flex-1 items-center gap-2">{children}</span>
      {checked && <Check className="text-verdi" aria-hidden />}
    </BaseMenu.Item>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="mx-1 my-1 h-px bg-line" />;
}
