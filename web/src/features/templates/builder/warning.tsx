/** What Meta might not like, below the field that it is about. */
import { TriangleAlert } from 'lucide-react';
import type { Notes } from '../findings';

export function Warning({ notes }: { notes: Notes }) {
  if (!notes.warning) return null;
  return (
    <span className="flex items-start gap-1 font-medium text-brass-ink">
      <TriangleAlert className="mt-px size-3.5 shrink-0" aria-hidden />
      {notes.warning}
    </span>
  );
}

/** Of a group of fields, or of a part that has none of its own. */
export function GroupNotes({ notes }: { notes: Notes }) {
  if (!notes.error) return <Warning notes={notes} />;
  return (
    <p role="alert" className="text-12 font-medium text-danger">
      {notes.error}
    </p>
  );
}
