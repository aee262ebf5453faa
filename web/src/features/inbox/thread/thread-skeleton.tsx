/** The shape of a thread while it loads. */
import { Skeleton } from '@/components/ui/view-state';

export function ThreadSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-6">
      <Skeleton className="h-10 w-2/5 !rounded-xl" />
      <Skeleton className="h-16 w-1/2 self-end !rounded-xl" />
      <Skeleton className="h-10 w-1/3 !rounded-xl" />
    </div>
  );
}
