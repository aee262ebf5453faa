/** A part of a whole as a ring: what is left of a window. */
export type RingTone = 'verdi' | 'brass' | 'danger';

const RADIUS = 6.25;
const LENGTH = 2 * Math.PI * RADIUS;

export function Ring({
  value,
  size = 16,
  tone = 'verdi',
}: {
  value: number;
  size?: number;
  tone?: RingTone;
}) {
  const filled = LENGTH * Math.max(0, Math.min(1, value));
  const circle = { cx: 8, cy: 8, r: RADIUS, fill: 'none', stroke: `var(--${tone})`, strokeWidth: 2 };
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden className="shrink-0 -rotate-90">
      <circle {...circle} strokeOpacity=".22" />
      <circle {...circle} strokeLinecap="round" strokeDasharray={`${filled} ${LENGTH}`} />
    </svg>
  );
}
