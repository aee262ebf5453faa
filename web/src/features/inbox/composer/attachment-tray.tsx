/** The files that go out with the next answer: what they are, how far they are, what is wrong with them. */
import { FileText, Mic, Music, RotateCcw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiProblem } from '@/api/problem';
import { kindName } from '@/components/message-kind';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Ring } from '@/components/ui/ring';
import { CAPTION_LIMIT, hasCaption, mostBytes } from '@/lib/file-limits';
import { fileSize } from '@/lib/files';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { type Attachment, asDocument, changeAttachment, detach, uploadAgain } from '../data/attachments';

type Props = { organization: string; conversation: string; attachments: Attachment[] };

export function AttachmentTray({ organization, conversation, attachments }: Props) {
  const { t } = useI18n();
  if (attachments.length === 0) return null;
  return (
    <ul
      aria-label={t('attach.files')}
      className="flex max-h-64 flex-col gap-1 overflow-y-auto border-b border-line p-2"
    >
      {attachments.map((one) => (
        <Row
          key={one.key}
          place={{ organization, conversation }}
          attachment={one}
          // Alone, its caption is the text below.
          captioned={attachments.length > 1 && hasCaption(one.kind)}
        />
      ))}
    </ul>
  );
}

type RowProps = {
  place: { organization: string; conversation: string };
  attachment: Attachment;
  captioned: boolean;
};

function Row({ place, attachment: one, captioned }: RowProps) {
  const { t, locale } = useI18n();
  const { conversation } = place;
  const name = one.spoken ? t(one.voice ? 'attach.voice' : 'attach.recording') : one.file.name;
  return (
    <li className="flex items-center gap-3 rounded-lg px-1 py-1">
      <Preview attachment={one} />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <span className="min-w-0 truncate text-13 font-medium">{name}</span>
          <span className="tnum shrink-0 text-12 text-ink-3">
            {!one.spoken && `${kindName(t, one.kind)} · `}
            {fileSize(one.file.size, locale)}
          </span>
        </div>
        {one.problem ? (
          <Problem place={place} attachment={one} />
        ) : one.spoken && one.preview ? (
          <>
            {!one.voice && <p className="text-12 text-ink-3">{t('attach.no_voice')}</p>}
            {/* biome-ignore lint/a11y/useMediaCaption: what was just spoken has none */}
            <audio controls src={one.preview} className="mt-1 h-8 w-full max-w-72" />
          </>
        ) : (
          captioned && (
            <input
              value={one.caption}
              maxLength={CAPTION_LIMIT}
              aria-label={t('attach.caption_of', { name })}
              placeholder={t('attach.caption')}
              onChange={(event) => changeAttachment(conversation, one.key, { caption: event.target.value })}
              className="h-7 w-full bg-transparent text-13 outline-none placeholder:text-ink-3 max-md:h-11 max-md:text-16"
            />
          )
        )}
      </div>
      {!one.media && !one.problem && (
        <span role="status" aria-label={t('attach.uploading', { name })}>
          <Ring value={Math.max(0.04, one.progress)} size={18} />
        </span>
      )}
      <IconButton label={t('attach.remove', { name })} onClick={() => detach(conversation, one.key)}>
        <X />
      </IconButton>
    </li>
  );
}

const BOX = 'grid size-11 shrink-0 place-items-center overflow-hidden rounded-md bg-surface-3 text-ink-3';

function Preview({ attachment: { kind, preview, spoken } }: { attachment: Attachment }): ReactNode {
  if (preview && (kind === 'image' || kind === 'sticker')) {
    return (
      <span className={BOX}>
        <img src={preview} alt="" className="size-full object-cover" />
      </span>
    );
  }
  if (preview && kind === 'video') {
    return (
      <span className={BOX}>
        <video src={preview} muted preload="metadata" className="size-full object-cover" />
      </span>
    );
  }
  const Icon = spoken ? Mic : kind === 'audio' ? Music : FileText;
  return (
    <span className={BOX}>
      <Icon className="size-5 stroke-[1.75]" aria-hidden />
    </span>
  );
}

const MEGABYTE = 1_048_576;

/** Meta counts in powers of two and says "5 MB" and "100 KB". */
const saidLimit = (bytes: number, locale: string): string =>
  fileSize(bytes % MEGABYTE === 0 ? (bytes / MEGABYTE) * 1e6 : (bytes / 1_024) * 1e3, locale);

/** It would be refused again as what it is. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ApiProblem && ['file_type_not_allowed', 'file_too_large'].includes(error.code);

function Problem({ place, attachment: one }: Pick<RowProps, 'place' | 'attachment'>) {
  const { t, texts, locale } = useI18n();
  if (one.problem === null) return null;
  const text = () => {
    if (one.problem === 'no_sticker') return t('attach.no_sticker');
    if (one.problem !== 'too_large') return problemText(texts, one.problem?.error);
    return t('attach.too_large', {
      kind: kindName(t, one.kind),
      limit: saidLimit(mostBytes(one.kind), locale),
    });
  };
  const final = typeof one.problem === 'string' || isRefusal(one.problem.error);
  const other = final && one.kind !== 'document' && one.file.size <= mostBytes('document');
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-2 text-12 text-danger">
      <span className="min-w-0">{text()}</span>
      {other && (
        <Button variant="outline" onClick={() => asDocument(place, one)}>
          {t('attach.as_document')}
        </Button>
      )}
      {!final && (
        <Button variant="outline" onClick={() => uploadAgain(place, one)}>
          <RotateCcw />
          {t('action.retry')}
        </Button>
      )}
    </div>
  );
}
