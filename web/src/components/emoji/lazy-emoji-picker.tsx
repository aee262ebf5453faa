/** The picker in a chunk of its own: nothing is paid for it before it is wanted. */
import { type ComponentProps, lazy, Suspense, useEffect, useState } from 'react';

const loadPicker = () => import('./emoji-picker');
const Picker = lazy(() => loadPicker().then((module) => ({ default: module.EmojiPicker })));

export const preloadEmoji = () => void loadPicker();

export function LazyEmojiPicker(props: ComponentProps<typeof Picker>) {
  const wanted = props.anchor !== null;
  const [loaded, setLoaded] = useState(wanted);
  useEffect(() => {
    if (wanted) setLoaded(true);
  }, [wanted]);
  if (!loaded && !wanted) return null;
  return (
    <Suspense fallback={<div role="dialog" aria-busy hidden />}>
      <Picker {...props} />
    </Suspense>
  );
}
