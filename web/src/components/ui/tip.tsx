/** A short name of a control, shown on hover and on keyboard focus, with its key. */
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { keyCaps } from '@/lib/commands';

export type TipSide = 'bottom' | 'right' | 'top' | 'left';

export function Tip(props: { label: string; keys?: string; side?: TipSide; children: ReactElement }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={props.children} />
      <Tooltip.Portal>
        <Tooltip.Positioner side={props.side ?? 'bottom'} sideOffset={6} className="z-50">
          <Tooltip.Popup className="flex max-w-72 origin-(--transform-origin) items-center gap-2 rounded-md bg-ink px-2 py-1 text-12 font-medium text-surface shadow-2 transition-[opacity,transform] duration-100 data-starting-style:scale-95 data-starting-style:opacity-0 data-ending-style:opacity-0">
            {props.label}
            {props.keys && (
              <kbd className="font-mono text-11 opacity-70">{keyCaps(props.keys).join(' ')}</kbd>
            )}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
