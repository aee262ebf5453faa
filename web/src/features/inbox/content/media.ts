/** The file of a message, as the server tells it. */
import type { Message } from '@/api/types';
import { type Fields, fieldsOf, isFields } from './fields';

export type Words = { es: string; en: string; pt: string };

export type Media = {
  id: string;
  kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  state: 'waiting' | 'ready' | 'failed';
  mime_type: string | null;
  size_bytes: number | null;
  filename: string | null;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  /** 64 heights from 0 to 100, of voice notes only. */
  waveform: number[] | null;
  voice: boolean;
  animated: boolean;
  url: string | null;
  thumbnail_url: string | null;
  failure: { code: string; cause: Words; action: Words; retryable: boolean } | null;
};

export const isMedia = (value: unknown): value is Media =>
  isFields(value) && typeof value.id === 'string' && typeof value.state === 'string';

export function mediaOf(message: Message): Media | null {
  const { media }: Fields = fieldsOf(message);
  return isMedia(media) ? media : null;
}

/** "1.4 MB" in the reader's own way of writing numbers. */
export function fileSize(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1_000 ** power;
  const maximumFractionDigits = power > 0 && value < 10 ? 1 : 0;
  const format = { style: 'unit', unit: units[power], unitDisplay: 'short', maximumFractionDigits } as const;
  return new Intl.NumberFormat(locale, format).format(value);
}

/** PDF, XLSX: what people call a kind of file. */
export function fileType({ filename, mime_type }: Pick<Media, 'filename' | 'mime_type'>): string {
  const ending = /\.([\p{L}\p{N}]{1,5})$/u.exec(filename ?? '')?.[1];
  return (ending ?? mime_type?.split('/')[1]?.split(/[;+.]/)[0] ?? '').slice(0, 8).toUpperCase();
}

/** 0:41, 1:02:09 */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

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
