/** The list by keys: moving, choosing, and what is done with what is chosen. */
import { MailCheck, RotateCcw, Undo2 } from 'lucide-react';
import { type Command, useCommands } from '@/lib/commands';
import { useI18n } from '@/lib/i18n';

type Props = {
  ids: string[];
  current: string | null;
  choosing: boolean;
  dismissed: boolean;
  mayAct: boolean;
  toggle: (id: string, range: boolean) => void;
  clear: () => void;
  retry: () => void;
  dismiss: () => void;
  restore: () => void;
};

/** The link of a row takes the focus, so that Enter opens it and a screen reader tells where one is. */
function focusRow(id: string): void {
  const row = document.querySelector(`[data-letter="${CSS.escape(id)}"]`);
  row?.querySelector<HTMLElement>('a')?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}

export function useLetterKeys(props: Props): void {
  const { ids, current, choosing, dismissed, mayAct } = props;
  const { t } = useI18n();
  const step = (by: number): string | undefined => {
    const at = current === null ? -1 : ids.indexOf(current);
    if (at < 0) return ids[0];
    return ids[Math.max(0, Math.min(ids.length - 1, at + by))];
  };
  const move = (by: number) => {
    const next = step(by);
    if (next) focusRow(next);
  };
  const extend = (by: number) => {
    const next = step(by);
    if (!next || current === null) return;
    if (!choosing) props.toggle(current, false);
    props.toggle(next, true);
    focusRow(next);
  };
  const key = { group: 'list', keyOnly: true } as const;
  const moving: Command[] = [
    { ...key, id: 'letter-next', title: t('undelivered.next'), keys: ['j', 'arrowdown'], run: () => move(1) },
    {
      ...key,
      id: 'letter-previous',
      title: t('undelivered.previous'),
      keys: ['k', 'arrowup'],
      run: () => move(-1),
    },
  ];
  const select: Command[] = [
    {
      ...key,
      id: 'letter-select',
      title: t('undelivered.choose'),
      keys: ['x'],
      run: () => current !== null && props.toggle(current, false),
    },
    {
      ...key,
      id: 'letter-extend',
      title: t('undelivered.extend'),
      keys: ['shift+arrowdown'],
      run: () => extend(1),
    },
    {
      ...key,
      id: 'letter-extend-up',
      title: t('undelivered.extend_up'),
      keys: ['shift+arrowup'],
      run: () => extend(-1),
    },
  ];
  const act: Command[] = dismissed
    ? [
        {
          id: 'letter-restore',
          group: 'list',
          title: t('undelivered.restore'),
          keys: ['e'],
          icon: Undo2,
          run: props.restore,
        },
      ]
    : [
        {
          id: 'letter-retry',
          group: 'list',
          title: t('delivery.send_again'),
          keys: ['r'],
          icon: RotateCcw,
          run: props.retry,
        },
        {
          id: 'letter-dismiss',
          group: 'list',
          title: t('undelivered.dismiss'),
          keys: ['e'],
          icon: MailCheck,
          run: props.dismiss,
        },
      ];
  const leave: Command = {
    ...key,
    id: 'letter-clear',
    title: t('undelivered.clear'),
    keys: ['escape'],
    run: props.clear,
  };
  useCommands([
    ...moving,
    ...(mayAct ? select : []),
    ...(mayAct && current !== null ? act : []),
    ...(choosing ? [leave] : []),
  ]);
}
