/** The colour of a line; its name always stands beside it. */
import { hueOf } from '@/lib/hue';

export function LineDot({ id }: { id: string }) {
  const hue = hueOf(id);
  const background = `light-dark(oklch(0.6 0.12 ${hue}), oklch(0.72 0.11 ${hue}))`;
  return <i aria-hidden className="size-1.5 shrink-0 rounded-full" style={{ background }} />;
}
