/** Files that are dragged over the thread may be let go anywhere on it. */
import { Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useI18n } from '@/lib/i18n';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useI18n();
  const over = useDragging();
  if (!over) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu beside the text does the same by keyboard
    <div
      data-testid="drop-zone"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      }}
      className="absolute inset-3 z-20 grid place-items-center rounded-2xl border-2 border-dashed border-verdi bg-verdi-soft/95 text-verdi-ink"
    >
      <span className="pointer-events-none flex flex-col items-center gap-2 text-14 font-semibold">
        <Upload className="size-7 stroke-[1.5]" aria-hidden />
        {t('attach.drop')}
      </span>
    </div>
  );
}

/** Whether files are being dragged over the window; one that is let go beside must not open as a page. */
function useDragging(): boolean {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    let depth = 0;
    const until = new AbortController();
    const on = { signal: until.signal };
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setDragging(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDragging(false);
    };
    const end = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setDragging(false);
    };
    window.addEventListener('dragenter', enter, on);
    window.addEventListener('dragleave', leave, on);
    window.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault(), on);
    window.addEventListener('drop', end, on);
    return () => until.abort();
  }, []);
  return dragging;
}
