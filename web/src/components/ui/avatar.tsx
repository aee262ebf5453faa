/**
 * A person as a coloured circle with initials. It stands beside a name, so the letters are drawn and are no
 * text: neither a screen reader nor a voice control should take them for one.
 */
import { clsx } from 'clsx';
import { hueOf } from '@/lib/hue';

const ONE_LETTER_BELOW = 24;

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0]?.[0] ?? '#';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

export function Avatar({ name, size = 40, className }: { name: string; size?: number; className?: string }) {
  const hue = hueOf(name);
  const small = size < ONE_LETTER_BELOW;
  const letters = initials(name);
  return (
    <span
      aria-hidden
      data-letters={small ? letters[0] : letters}
      className={clsx(
        'inline-grid shrink-0 before:content-[attr(data-letters)] place-items-center rounded-full font-semibold select-none',
        className,
      )}
      style={{
        width: size,
        height: size,
        fontSize: size * (small ? 0.54 : 0.36),
        letterSpacing: '-0.01em',
        background: `light-dark(oklch(0.915 0.038 ${hue}), oklch(0.335 0.045 ${hue}))`,
        color: `light-dark(oklch(0.42 0.075 ${hue}), oklch(0.86 0.06 ${hue}))`,
      }}
    />
  );
}
