/** Where the customer writes: text with emoji, files, a voice note; quoting or changing a message. */
import { SendHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useState } from 'react';
import { EmojiButton } from '@/components/emoji/emoji-button';
import { Recorder } from '@/components/recorder';
import { IconButton } from '@/components/ui/icon-button';
import { useI18n } from '@/lib/i18n';
import { AttachMenu } from './attach-menu';
import { quoteText } from './phone-bubble';
import { useTypeName } from './phone-content';
import type { PhoneMessage } from './queries';
import type { PhoneActions } from './use-phone';

/** What the text is about, besides itself. */
export type About = { what: 'reply' | 'edit'; message: PhoneMessage } | null;

type Props = {
  field: RefObject<HTMLTextAreaElement | null>;
  about: About;
  onAbout: (about: About) => void;
  phone: PhoneActions;
  onLocation: () => void;
  onContact: () => void;
};

const LIMIT = 65_536;

export function Writer({ field, about, onAbout, phone, onLocation, onContact }: Props) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const edited = about?.what === 'edit' ? about.message : null;
  // What is changed is there to be changed; leaving it leaves an empty field.
  useLayoutEffect(() => setText(edited?.text ?? ''), [edited]);
  const reply_to = about?.message.id;
  const blank = text.trim() === '';
  const send = () => {
    if (blank) return;
    phone.say({ type: edited ? 'edit' : 'text', text, ...(reply_to && { reply_to }) });
    setText('');
    onAbout(null);
  };
  const quotes = reply_to && !edited ? { reply_to } : {};
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && about) {
      event.stopPropagation();
      onAbout(null);
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  return (
    <>
      {about && <AboutBar about={about} onClose={() => onAbout(null)} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        className="relative flex shrink-0 items-end gap-1.5 bg-thread px-2 pt-1 pb-3"
      >
        <div className="flex min-w-0 flex-1 items-end rounded-[24px] border border-line-2 bg-surface px-1 py-1 focus-within:border-ring">
          <EmojiButton field={() => field.current} onWrite={setText} />
          <textarea
            ref={field}
            value={text}
            rows={1}
            maxLength={LIMIT}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            aria-label={t('phone.write')}
            placeholder={t('phone.write')}
            autoComplete="off"
            className="field-sizing-content max-h-32 min-h-8 min-w-0 flex-1 resize-none bg-transparent px-1 py-1 text-15 outline-none placeholder:text-ink-3 max-md:min-h-11 max-md:py-2.5 max-md:text-16"
          />
          <AttachMenu
            onFile={(kind, file) => {
              phone.sendFile(kind, file, { ...(!blank && { caption: text }), ...quotes });
              if (kind !== 'audio' && kind !== 'sticker') setText('');
              onAbout(null);
            }}
            onLocation={onLocation}
            onContact={onContact}
            onUnsupported={() => phone.say({ type: 'unsupported' })}
          />
          {blank && !edited && (
            <Recorder
              done={t('phone.send_voice')}
              onRecorded={(file) => {
                phone.sendFile('audio', file, { voice: true, ...quotes });
                onAbout(null);
              }}
            />
          )}
        </div>
        <button
          type="submit"
          aria-label={t('action.send')}
          aria-busy={phone.busy || undefined}
          disabled={blank}
          className="grid size-11 shrink-0 place-items-center rounded-full bg-verdi text-on-verdi hover:bg-verdi-hover disabled:opacity-45"
        >
          <SendHorizontal className="size-5" />
        </button>
      </form>
    </>
  );
}

function AboutBar({ about, onClose }: { about: NonNullable<About>; onClose: () => void }) {
  const { t } = useI18n();
  const nameOf = useTypeName();
  const editing = about.what === 'edit';
  return (
    <div className="flex items-center gap-2 border-l-[3px] border-verdi bg-surface py-1 pr-1 pl-3 text-12">
      <span className="min-w-0 flex-1 truncate text-ink-2">
        {editing && <span className="font-semibold text-verdi-ink">{t('phone.editing')} </span>}
        {quoteText(about.message, nameOf)}
      </span>
      <IconButton label={t(editing ? 'phone.no_edit' : 'composer.no_quote')} side="top" onClick={onClose}>
        <X />
      </IconButton>
    </div>
  );
}
