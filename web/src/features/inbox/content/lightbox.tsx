/** Photos and videos in full, with arrows from one to the next. */
import { Dialog } from '@base-ui/react/dialog';
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { Media, Message } from '@/api/types';
import { kindName } from '@/components/message-kind';
import { useDates, useI18n } from '@/lib/i18n';
import { useMedia } from './media-source';

type Shown = { message: Message; media: Media };
type Props = { messages: Message[]; at: string; nameOf: (message: Message) => string; onClose: () => void };

const shownOf = (messages: Message[]): Shown[] =>
  messages.flatMap((message) => {
    const { media } = message;
    const fits = media?.state === 'ready' && (media.kind === 'image' || media.kind === 'video');
    return fits ? [{ message, media }] : [];
  });

export function Lightbox({ messages, at, nameOf, onClose }: Props) {
  const { t } = useI18n();
  const [current, setCurrent] = useState(at);
  const stage = useRef<HTMLDivElement>(null);
  const all = shownOf(messages);
  const index = all.findIndex(({ message }) => message.id === current);
  const one = all[index];
  const go = (step: number) => {
    const next = all[index + step];
    if (next) setCurrent(next.message.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    // In a video they move within it.
    if (event.target instanceof HTMLVideoElement) return;
    event.preventDefault();
    go(event.key === 'ArrowLeft' ? -1 : 1);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/92 transition-opacity duration-150 data-starting-style:opacity-0" />
        <Dialog.Popup
          ref={stage}
          tabIndex={-1}
          initialFocus={stage}
          aria-label={t('media.viewer')}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 flex flex-col text-white outline-none"
        >
          {one && (
            <View
              key={current}
              shown={one}
              name={nameOf(one.message)}
              place={all.length > 1 ? t('media.of', { n: index + 1, total: all.length }) : ''}
              onClose={onClose}
            />
          )}
          {index > 0 && (
            <Arrow side="left" label={t('media.previous')} onClick={() => go(-1)}>
              <ChevronLeft />
            </Arrow>
          )}
          {index < all.length - 1 && (
            <Arrow side="right" label={t('media.next')} onClick={() => go(1)}>
              <ChevronRight />
            </Arrow>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const CONTROL =
  'grid size-10 shrink-0 place-items-center rounded-full text-white/85 outline-white hover:bg-white/15 hover:text-white max-md:size-11 [&_svg]:size-5';

function View({
  shown,
  name,
  place,
  onClose,
}: {
  shown: Shown;
  name: string;
  place: string;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const dates = useDates();
  const { media, refresh } = useMedia(shown.media);
  const [actual, setActual] = useState(false);
  const { message } = shown;
  const what = kindName(t, media.kind);
  const source = media.url ?? undefined;
  return (
    <>
      <header className="flex h-16 shrink-0 items-center gap-1 px-4 max-md:px-2">
        <div className="min-w-0 flex-1">
          <div className="truncate text-14 font-semibold">{name}</div>
          <div className="tnum truncate text-12 text-white/70">
            {[dates.full(message.at), place].filter(Boolean).join(' · ')}
          </div>
        </div>
        {media.kind === 'image' && (
          <button
            type="button"
            aria-label={t(actual ? 'media.zoom_out' : 'media.zoom_in')}
            aria-pressed={actual}
            onClick={() => setActual(!actual)}
            className={CONTROL}
          >
            {actual ? <ZoomOut /> : <ZoomIn />}
          </button>
        )}
        <a href={source} download={media.filename ?? ''} aria-label={t('media.download')} className={CONTROL}>
          <Download />
        </a>
        <button type="button" aria-label={t('action.close')} onClick={onClose} className={CONTROL}>
          <X />
        </button>
      </header>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes as well */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the ground around the picture closes, as everywhere */}
      <div
        onClick={(event) => event.target === event.currentTarget && onClose()}
        className={`grid min-h-0 flex-1 px-16 pb-4 max-md:px-0 ${actual ? 'place-items-start overflow-auto' : 'grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] place-items-center overflow-hidden'}`}
      >
        {media.kind === 'video' ? (
          // biome-ignore lint/a11y/useMediaCaption: customers' videos have none
          <video
            src={source}
            poster={media.thumbnail_url ?? undefined}
            controls
            autoPlay
            onError={refresh}
            className="max-h-full max-w-full rounded-lg"
          />
        ) : (
          <img
            src={source}
            alt={message.text ?? what}
            width={media.width ?? undefined}
            height={media.height ?? undefined}
            onError={refresh}
            className={actual ? 'max-w-none' : 'size-auto max-h-full max-w-full rounded-lg object-contain'}
          />
        )}
      </div>
      {message.text && (
        <p className="mx-auto max-h-24 max-w-2xl shrink-0 overflow-y-auto px-6 pb-5 text-center text-14 whitespace-pre-wrap">
          {message.text}
        </p>
      )}
    </>
  );
}

function Arrow(props: { side: 'left' | 'right'; label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      onClick={props.onClick}
      className={`${CONTROL} absolute top-1/2 -translate-y-1/2 bg-black/40 ${props.side === 'left' ? 'left-3' : 'right-3'}`}
    >
      {props.children}
    </button>
  );
}
