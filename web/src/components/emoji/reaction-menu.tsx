/** The reactions that one has at hand for a message, and the way to all others. */
import { useRef, useState } from 'react';
import { LazyMenu } from '@/components/ui/menu';
import { LazyEmojiPicker } from './lazy-emoji-picker';
import { ReactionItems } from './reaction-items';

export type ReactionTarget<Message> = { message: Message; anchor: Element };

type Props<Message> = {
  target: ReactionTarget<Message> | null;
  /** What one has put on it already. */
  ownOf: (message: Message) => string | null;
  onClose: () => void;
  /** An empty emoji takes the reaction back. */
  onReact: (message: Message, emoji: string) => void;
};

export function ReactionMenu<Message>({ target, ownOf, onClose, onReact }: Props<Message>) {
  const [among, setAmong] = useState<ReactionTarget<Message> | null>(null);
  const goesOn = useRef(false);
  const lookFurther = () => {
    goesOn.current = true;
    setAmong(target);
  };
  const finalFocus = () => {
    const stays = goesOn.current;
    goesOn.current = false;
    return !stays;
  };
  return (
    <>
      <LazyMenu anchor={target?.anchor ?? null} onClose={onClose} finalFocus={finalFocus} row>
        {target && (
          <ReactionItems
            own={ownOf(target.message)}
            onReact={(emoji) => onReact(target.message, emoji)}
            onMore={lookFurther}
          />
        )}
      </LazyMenu>
      <ReactionPicker target={target ? null : among} onClose={() => setAmong(null)} onReact={onReact} />
    </>
  );
}

type PickerProps<Message> = Pick<Props<Message>, 'target' | 'onClose' | 'onReact'>;

/** All emoji, to react with one of them. */
export function ReactionPicker<Message>({ target, onClose, onReact }: PickerProps<Message>) {
  return (
    <LazyEmojiPicker
      anchor={target?.anchor ?? null}
      onClose={onClose}
      onPick={(emoji) => {
        if (target) onReact(target.message, emoji);
        onClose();
      }}
    />
  );
}
