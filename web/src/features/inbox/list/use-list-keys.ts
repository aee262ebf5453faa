/** Moving through the list by keys; the selection stays in view. */
import { type RefObject, useEffect } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useCommands } from '@/lib/commands';
import { useI18n } from '@/lib/i18n';

type Props = {
  rows: { id: string }[];
  selected: string | null;
  select: (id: string) => void;
  release: () => void;
  handle: RefObject<VirtualizerHandle | null>;
  search: RefObject<HTMLInputElement | null>;
};

export function useListKeys({ rows, selected, select, release, handle, search }: Props): void {
  const { t } = useI18n();
  const index = rows.findIndex((row) => row.id === selected);
  const move = (step: number) => {
    release();
    const next = rows[Math.max(0, Math.min(rows.length - 1, index + step))];
    if (next) select(next.id);
  };
  useEffect(() => {
    if (index >= 0) handle.current?.scrollToIndex(index, { align: 'nearest' });
  }, [index, handle]);
  const key = { group: 'list', keyOnly: true } as const;
  useCommands([
    { ...key, id: 'next', title: t('command.next'), keys: ['j', 'arrowdown', 'alt+j'], run: () => move(1) },
    {
      ...key,
      id: 'previous',
      title: t('command.previous'),
      keys: ['k', 'arrowup', 'alt+k'],
      run: () => move(-1),
    },
    { ...key, id: 'search', title: t('command.search'), keys: ['/'], run: () => search.current?.focus() },
  ]);
}
