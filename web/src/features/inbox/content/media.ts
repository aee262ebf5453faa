/** The room that a picture takes. */
import type { Media } from '@/api/types';

const WIDEST = 330;
const TALLEST = 340;
const NARROWEST = 180;
const UNKNOWN = { width: 4, height: 3 };

/** The room that a picture takes, known before a byte of it has come: nothing moves when it does. */
export function pictureBox({ width, height }: Pick<Media, 'width' | 'height'>): {
  width: number;
  ratio: number;
} {
  const known = width && height ? { width, height } : UNKNOWN;
  const ratio = Math.min(2.4, Math.max(0.5, known.width / known.height));
  const wanted = Math.min(WIDEST, TALLEST * ratio, Math.max(known.width, width ? NARROWEST : WIDEST));
  return { width: Math.round(Math.max(NARROWEST, wanted)), ratio };
}
