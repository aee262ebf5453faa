/** A short name of a control, shown on hover and on keyboard focus, with its key. */
import { cloneElement, type ReactElement } from 'react';

export type TipSide = 'bottom' | 'right' | 'top' | 'left';

/** What `TipLayer` reads: a thread has hundreds of controls, so one layer serves them all. */
type TipMarks = { 'data-tip'?: string; 'data-tip-keys'?: string; 'data-tip-side'?: TipSide };

type Props = { label: string; keys?: string; side?: TipSide; children: ReactElement<TipMarks> };

export function Tip({ label, keys, side, children }: Props) {
  return cloneElement(children, { 'data-tip': label, 'data-tip-keys': keys, 'data-tip-side': side });
}
