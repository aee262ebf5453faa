/** Where an answer is written: draft, quote, window, limits, and the reasons why one cannot send. */
import { Link2, Link2Off, SendHorizontal, Trash2, X } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { Conversation, Message } from '@/api/types';
import { EmojiButton } from '@/components/emoji/emoji-button';
import { Recorder } from '@/components/recorder';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Tip } from '@/components/ui/tip';
import { useCommands } from '@/lib/commands';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { usePreferences } from '@/lib/preferences';
import { usePhone } from '@/lib/use-width';
import { useWindowLeft } from '../data/care-window';
import { changeDraft } from '../data/drafts';
import { PriceChip } from '../prices/price-chip';
import { useTextGoes } from '../prices/use-quote';
import { type TemplateWay, useTemplatePicker } from '../templates/use-template-picker';
import { Quote } from '../thread/quote';
import { composerId } from '../thread/use-conversation-commands';
import { AttachMenu, type Builder } from './attach-menu';
import { AttachmentTray } from './attachment-tray';
import { BlockedNotice, useBlocked } from './blocked-notice';
import { Builders } from './builders';
import { DropZone } from './drop-zone';
import { LineNotice } from './line-notice';
import { SendLater } from './send-later';
import { type Editor as EditorState, useEditor, useEditorKeys } from './use-editor';
import { WindowClosed, WindowRing } from './window-state';

const COUNT_FROM = 0.85;
const DISCARD_KEY = 'mod+shift+backspace';
const HAS_LINK = /https?:\/\/\S/;

type Props = { conversation: Conversation; messages: Message[]; onSent: () => void };

export function Composer(props: Props) {
  const { line, window } = props.conversation;
  const left = useWindowLeft(window);
  const blocked = useBlocked(line.id);
  const template = useTemplatePicker({ ...props, blocked: blocked !== null });
  const closed = left.state === 'closed';
  const goes = useTextGoes(props.conversation, closed && blocked === null);
  return (
    <div className="shrink-0 px-4 pt-1 pb-4 max-md:px-2 max-md:pb-2">
      {!blocked && <LineNotice line={line.id} />}
      {blocked ? (
        <BlockedNotice blocked={blocked} />
      ) : closed && !goes ? (
        <WindowClosed closedAt={window.closes_at} onTemplate={template.open} />
      ) : (
        <Editor {...props} left={left} template={template} />
      )}
      {template.layer}
    </div>
  );
}

type EditorProps = Props & {
  left: ReturnType<typeof useWindowLeft>;
  template: TemplateWay;
};

function Editor({ conversation, messages, onSent, left, template }: EditorProps) {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const editor = useEditor(conversation, messages, onSent);
  const [building, setBuilding] = useState<Builder | null>(null);
  const { draft, discard } = editor;
  const phone = usePhone();
  const price = (
    <PriceChip
      conversation={conversation.id}
      kind={editor.attachments[0]?.kind ?? 'text'}
      door={draft.door ?? null}
      onDoor={(door) => changeDraft(conversation.id, { door })}
      brief={phone}
      className={phone ? '-my-2.5 -mr-2' : undefined}
    />
  );
  const later = <SendLater conversation={conversation} editor={editor} onTemplate={template.open} />;
  useDiscardKey(discard);
  return (
    <>
      {editor.answeredBy && <AnsweredMeanwhile name={editor.answeredBy} editor={editor} />}
      <div className="relative rounded-xl border border-line-2 bg-surface shadow-1 transition-colors focus-within:border-ring max-md:rounded-[26px]">
        <div className="flex min-h-9 items-center gap-2 px-3 pt-2 max-md:min-h-0 max-md:px-4 max-md:pt-1.5">
          {left.state === 'open' && (
            <WindowRing left={left} freeEntryUntil={conversation.window.free_entry_until} />
          )}
          <span className="flex-1" />
          {phone && price}
          <Length length={editor.length} limit={editor.limit} />
          {/* Beside the text there is no room for it. */}
          {phone && editor.sendable && <span className="-mt-1.5 -mr-3">{later}</span>}
        </div>
        <AttachmentTray
          organization={organization}
          conversation={conversation.id}
          attachments={editor.attachments}
        />
        {draft.replyTo && (
          <div className="flex items-start gap-1 px-3 pt-1">
            <div className="min-w-0 flex-1">
              <Quote quote={draft.replyTo} />
            </div>
            <IconButton label={t('composer.no_quote')} onClick={editor.unquote}>
              <X />
            </IconButton>
          </div>
        )}
        {/* On phones one line: attach, text, send. */}
        <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-end max-md:p-1">
          <div className="md:col-span-3 md:row-start-1 max-md:col-start-2 max-md:row-start-1">
            <TextArea conversation={conversation} editor={editor} />
          </div>
          <div className="flex items-center max-md:col-start-1 max-md:row-start-1 md:row-start-2 md:pb-2 md:pl-2">
            <AttachMenu
              onFiles={(files, as) => editor.addFiles(files, { as })}
              onBuild={setBuilding}
              onTemplate={template.open}
            />
            <EmojiButton field={() => fieldOf(conversation.id)} onWrite={editor.write} />
          </div>
          <div className="flex min-w-0 items-center justify-end gap-0.5 md:col-span-2 md:row-start-2 md:pr-2 md:pb-2">
            {!phone && price}
            {HAS_LINK.test(draft.text) && (
              <PreviewToggle conversation={conversation.id} on={draft.previewUrl} />
            )}
            <span className="flex-1 max-md:hidden" />
            <EnterHint />
            {editor.draft.text === '' && editor.attachments.length === 0 && (
              <Recorder onRecorded={(file) => editor.addFiles([file], { spoken: true })} />
            )}
            {discard && (
              <IconButton label={t('composer.discard')} keys={DISCARD_KEY} side="top" onClick={discard}>
                <Trash2 />
              </IconButton>
            )}
            {!phone && later}
            <Button
              variant="primary"
              aria-label={t('action.send')}
              disabled={!editor.sendable}
              busy={editor.sendsSoon}
              onClick={() => editor.send()}
              className="max-md:!size-11 max-md:!rounded-full max-md:!px-0"
            >
              <SendHorizontal />
              <span className="max-md:hidden">{t('action.send')}</span>
            </Button>
          </div>
        </div>
      </div>
      <DropZone onFiles={(files) => editor.addFiles(files)} />
      <Builders what={building} onClose={() => setBuilding(null)} onSend={editor.sendSpecial} />
    </>
  );
}

/** Null where there is nothing to delete. */
function useDiscardKey(discard: (() => void) | null): void {
  const { t } = useI18n();
  const command = {
    id: 'discard-draft',
    title: t('composer.discard'),
    group: 'conversation',
    icon: Trash2,
  } as const;
  useCommands(discard ? [{ ...command, keys: [DISCARD_KEY], run: discard }] : []);
}

const fieldOf = (conversation: string): HTMLTextAreaElement | null => {
  const field = document.getElementById(composerId(conversation));
  return field instanceof HTMLTextAreaElement ? field : null;
};

function TextArea({ conversation, editor }: { conversation: Conversation; editor: EditorState }) {
  const { t } = useI18n();
  const onKeyDown = useEditorKeys(editor);
  const field = useGrowingField(editor.draft.text);
  const name = contactTitle(conversation.contact);
  return (
    <textarea
      ref={field}
      id={composerId(conversation.id)}
      value={editor.draft.text}
      onChange={(event) => editor.write(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={editor.stopTyping}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (files.length === 0) return;
        event.preventDefault();
        editor.addFiles(files);
      }}
      rows={1}
      aria-label={t('composer.label', { name })}
      placeholder={editor.captioned ? t('attach.caption') : t('composer.placeholder', { name })}
      className="block field-sizing-content max-h-48 min-h-[46px] w-full resize-none overflow-y-auto bg-transparent px-4 pt-2.5 pb-1 text-14 outline-none placeholder:truncate placeholder:text-ink-3 max-md:min-h-11 max-md:px-3 max-md:pt-2.5 max-md:pb-2.5 max-md:text-16"
    />
  );
}

/** Where the browser does not size a field by its content yet, the height is set by hand. */
function useGrowingField(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another height
  useLayoutEffect(() => {
    if (!field.current || CSS.supports('field-sizing', 'content')) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);
  return field;
}

function Length({ length, limit }: { length: number; limit: number }) {
  const { t } = useI18n();
  if (length <= limit * COUNT_FROM) return null;
  return (
    <span
      role="status"
      className={`tnum text-12 ${length > limit ? 'font-semibold text-danger' : 'text-ink-3'}`}
    >
      {t('composer.length', { n: length, limit })}
    </span>
  );
}

function PreviewToggle({ conversation, on }: { conversation: string; on: boolean }) {
  const { t } = useI18n();
  return (
    <IconButton
      label={t(on ? 'composer.preview_on' : 'composer.preview_off')}
      side="top"
      aria-pressed={on}
      onClick={() => changeDraft(conversation, { previewUrl: !on })}
    >
      {on ? <Link2 /> : <Link2Off />}
    </IconButton>
  );
}

function EnterHint() {
  const { t } = useI18n();
  const { enterSends, set } = usePreferences();
  return (
    <Tip label={t('composer.enter_switch')} side="top">
      <button
        type="button"
        aria-pressed={enterSends}
        onClick={() => set({ enterSends: !enterSends })}
        className="mr-1 h-8 shrink-0 rounded-md px-2 text-11 text-ink-3 hover:bg-hover hover:text-ink max-md:hidden"
      >
        {t(enterSends ? 'composer.enter_sends' : 'composer.enter_breaks')}
      </button>
    </Tip>
  );
}

/** A second answer to the same question is worse than a moment's delay. */
function AnsweredMeanwhile({ name, editor }: { name: string; editor: EditorState }) {
  const { t } = useI18n();
  return (
    <div
      role="alert"
      className="mb-2 flex flex-wrap items-center gap-2 rounded-xl border border-brass-line bg-brass-soft px-3 py-2 text-13"
    >
      <span className="min-w-0 flex-1 basis-48">{t('composer.answered', { name })}</span>
      <Button variant="outline" onClick={editor.lookFirst}>
        {t('composer.look_first')}
      </Button>
      <Button variant="primary" onClick={editor.sendAnyway}>
        {t('composer.send_anyway')}
      </Button>
    </div>
  );
}
