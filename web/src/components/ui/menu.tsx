/** Menus: a trigger with a list of actions or of choices. */
import {
  cloneElement,
  type HTMLAttributes,
  lazy,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
  Suspense,
  useEffect,
  useId,
  useState,
} from 'react';
import type { MenuLayerProps } from './menu-parts';

export const loadMenus = () => import('./menu-parts');
const Layer = lazy(() => loadMenus().then((parts) => ({ default: parts.MenuLayer })));
export const MenuItem = lazy(() => loadMenus().then((parts) => ({ default: parts.MenuItem })));
export const MenuSeparator = lazy(() => loadMenus().then((parts) => ({ default: parts.MenuSeparator })));

type TriggerProps = HTMLAttributes<HTMLElement> & RefAttributes<HTMLElement>;

type MenuProps = {
  trigger: ReactElement<TriggerProps>;
  align?: 'start' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
};

const preload = () => void loadMenus();

export function Menu({ trigger, align = 'start', open, onOpenChange, children }: MenuProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [opened, setOpened] = useState(false);
  const isOpen = open ?? opened;
  const change = (next: boolean) => {
    setOpened(next);
    onOpenChange?.(next);
  };
  return (
    <>
      {cloneElement(trigger, {
        id,
        ref: setAnchor,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        onPointerEnter: preload,
        onFocus: preload,
        onClick: () => change(!isOpen),
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          change(true);
        },
      })}
      <LazyMenu
        anchor={isOpen ? anchor : null}
        align={align}
        labelledBy={id}
        onClose={() => change(false)}
        finalFocus={() => anchor}
      >
        {children}
      </LazyMenu>
    </>
  );
}

/** A menu at any element, without a trigger of its own. */
export function LazyMenu(props: MenuLayerProps) {
  const wanted = props.anchor !== null;
  const [loaded, setLoaded] = useState(wanted);
  useEffect(() => {
    if (wanted) setLoaded(true);
  }, [wanted]);
  if (!loaded && !wanted) return null;
  return (
    <Suspense fallback={<div role="dialog" aria-busy hidden />}>
      <Layer {...props} />
    </Suspense>
  );
}
