/** The way to a template from a conversation: by key, from the menu, from the notice of a closed window. */
import { LayoutTemplate } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { DoorKind } from '@/api/prices';
import type { Conversation, Message } from '@/api/types';
import { useCommands } from '@/lib/commands';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { randomKey } from '@/lib/random-key';
import { enqueue, type Outgoing, type SpecialContent } from '../data/outbox';

const TemplatePicker = lazy(() =>
  import('./template-picker').then((module) => ({ default: module.TemplatePicker })),
);

type Props = { conversation: Conversation; messages: Message[]; onSent: () => void; blocked: boolean };

/** What is sent, with the text that one reads, its moment and its door. */
export type FilledTemplate = {
  what: SpecialContent;
  body: string;
  sendAt: string | null;
  door: DoorKind | null;
};

/** `open` is null where none may be sent. */
export type TemplateWay = { open: (() => void) | null; layer: ReactNode };

export function useTemplatePicker({ conversation, messages, onSent, blocked }: Props): TemplateWay {
  const { t } = useI18n();
  const { id: organization, can } = useOrganization();
  const [picking, setPicking] = useState(false);
  const may = !blocked && can('templates.view');
  const open = () => setPicking(true);
  useCommands(
    may
      ? [
          {
            id: 'template',
            title: t('command.template'),
            group: 'conversation',
            keys: ['t', 'alt+t'],
            icon: LayoutTemplate,
            run: open,
          },
        ]
      : [],
  );
  const send = (filled: FilledTemplate) => {
    const last = messages.at(-1);
    const after = last ? { sort_at: last.sort_at, id: last.id } : null;
    sendTemplate({ organization, conversation: conversation.id, after }, filled);
    onSent();
  };
  const layer = picking && may && (
    <Suspense fallback={<div role="dialog" aria-busy hidden />}>
      <TemplatePicker conversation={conversation} onClose={() => setPicking(false)} onSend={send} />
    </Suspense>
  );
  return { open: may ? open : null, layer };
}

export function sendTemplate(
  place: Pick<Outgoing, 'organization' | 'conversation' | 'after'>,
  filled: FilledTemplate,
): void {
  enqueue({
    ...place,
    ...filled,
    key: randomKey(),
    previewUrl: false,
    replyTo: null,
    writtenAt: Date.now(),
  });
}
