/** Short messages at the bottom: what was done, and its undoing. */
import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useCommands } from '@/lib/commands';
import { useI18n } from '@/lib/i18n';
import { Button } from './button';
import { IconButton } from './icon-button';

const SHOWN_MS = 6_000;

type Toast = { id: number; text: string; tone: 'plain' | 'bad'; undo?: () => void };

let toasts: Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const dismissToast = (id: number): void => change(toasts.filter((toast) => toast.id !== id));

/** One message at a time: the newest is the one that Z undoes. */
export function toast(text: string, options: { undo?: () => void; tone?: Toast['tone'] } = {}): void {
  nextId += 1;
  change([{ id: nextId, text, tone: options.tone ?? 'plain', undo: options.undo }]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-5 z-50 flex justify-center px-3 max-md:bottom-20"
    >
      {shown.map((one) => (
        <ToastCard key={one.id} toast={one} />
      ))}
    </div>
  );
}

function ToastCard({ toast: { id, text, tone, undo } }: { toast: Toast }) {
  const { t } = useI18n();
  useEffect(() => {
    const timer = setTimeout(() => dismissToast(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id]);
  const undone = () => {
    undo?.();
    dismissToast(id);
  };
  useCommands(undo ? [{ id: 'undo', title: t('action.undo'), group: 'app', keys: ['z'], run: undone }] : []);
  return (
    <div className="pointer-events-auto flex min-h-11 max-w-[min(520px,100%)] items-center gap-2 rounded-xl bg-ink py-1 pr-1.5 pl-4 text-13 font-medium text-surface shadow-3">
      <span className={tone === 'bad' ? 'font-semibold' : undefined}>{text}</span>
      {undo && (
        <Button
          onClick={undone}
          className="!text-surface underline decoration-surface/50 underline-offset-2 hover:!bg-white/10"
        >
          {t('action.undo')}
          <kbd className="font-mono text-11 opacity-70">Z</kbd>
        </Button>
      )}
      <IconButton
        label={t('action.close')}
        side="top"
        onClick={() => dismissToast(id)}
        className="!text-surface hover:!bg-white/10"
      >
        <X />
      </IconButton>
    </div>
  );
}
