/** The emoji in the reader's language, fetched when they are first wanted, and which of them one is used to. */
import { queryOptions } from '@tanstack/react-query';
import en from 'emojibase-data/en/compact.json?url';
import es from 'emojibase-data/es/compact.json?url';
import pt from 'emojibase-data/pt/compact.json?url';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { Unreachable } from '@/api/problem';
import { readEmoji } from '@/lib/emoji';
import type { Locale } from '@/lib/i18n';

const ADDRESSES: Record<Locale, string> = { en, es, pt };

export const emojiQuery = (locale: Locale) =>
  queryOptions({
    queryKey: ['emoji', locale],
    queryFn: async ({ signal }) => {
      const response = await fetch(ADDRESSES[locale], { signal });
      if (!response.ok) throw new Unreachable('the emoji did not come');
      return readEmoji(await response.json());
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });

const AT_FIRST = [
  '👍',
  '❤️',
  '😂',
  '🙏',
  '😊',
  '🎉',
  '👏',
  '😍',
  '😅',
  '😮',
  '😢',
  '👌',
  '✅',
  '🔥',
  '🤝',
  '👋',
];
const KEPT = AT_FIRST.length;

type Habits = { recent: string[]; tone: number };

export const useEmojiHabits = create<Habits>()(
  persist((): Habits => ({ recent: AT_FIRST, tone: 0 }), { name: 'aldaba.emoji' }),
);

export function noteEmoji(unicode: string): void {
  useEmojiHabits.setState(({ recent }) => ({
    recent: [unicode, ...recent.filter((one) => one !== unicode)].slice(0, KEPT),
  }));
}

export function setTone(tone: number): void {
  useEmojiHabits.setState({ tone });
}
