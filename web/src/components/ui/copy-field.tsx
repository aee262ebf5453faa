/** A value to be copied elsewhere: an address, a token. */
import { CopyButton } from './copy-button';

export function CopyField({ label, value, copyLabel }: { label: string; value: string; copyLabel: string }) {
  return (
    <div className="min-w-0">
      <div className="text-12 font-medium text-ink-2">{label}</div>
      <div className="mt-1 flex min-h-9 items-center gap-1 rounded-lg border border-line-2 bg-surface-2 pl-3">
        <code className="min-w-0 flex-1 py-1.5 font-mono text-12 tracking-[-0.02em] break-all select-all">
          {value}
        </code>
        <CopyButton text={value} label={copyLabel} />
      </div>
    </div>
  );
}
