/** A template for one conversation: chosen, filled, sent. */
import { useState } from 'react';
import type { Conversation } from '@/api/types';
import { Dialog } from '@/components/ui/dialog';
import { contactTitle } from '@/lib/contact-title';
import { useI18n } from '@/lib/i18n';
import { ChooseTemplate } from './choose-template';
import { FillTemplate } from './fill-template';
import type { Template } from './queries';
import type { FilledTemplate } from './use-template-picker';

type Props = {
  conversation: Conversation;
  onClose: () => void;
  onSend: (filled: FilledTemplate) => void;
};

export function TemplatePicker({ conversation, onClose, onSend }: Props) {
  const { t } = useI18n();
  const [template, setTemplate] = useState<Template | null>(null);
  const { contact, line } = conversation;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={template?.name ?? t('picker.title')}
      description={t('picker.to', { name: contactTitle(contact), line: line.name })}
    >
      {template ? (
        <FillTemplate
          template={template}
          conversation={conversation}
          onBack={() => setTemplate(null)}
          onSend={(filled) => {
            onSend(filled);
            onClose();
          }}
        />
      ) : (
        <ChooseTemplate line={line.id} onChoose={setTemplate} />
      )}
    </Dialog>
  );
}
