/** How wide the window is, where another width needs another structure and not only another style. */
import { useSyncExternalStore } from 'react';

const useMedia = (wanted: string): boolean =>
  useSyncExternalStore(
    (tell) => {
      const query = matchMedia(wanted);
      query.addEventListener('change', tell);
      return () => query.removeEventListener('change', tell);
    },
    () => matchMedia(wanted).matches,
  );

/** Room for three panes. */
export const useWide = (): boolean => useMedia('(min-width: 1280px)');

/** One pane at a time, as below the `md` of the styles. */
export const usePhone = (): boolean => useMedia('(width < 48rem)');
