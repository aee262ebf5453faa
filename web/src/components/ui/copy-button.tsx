/** Copies a text and says that it did. */
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '@/lib/clipboard';
import { useI18n } from '@/lib/i18n';
import { IconButton } from './icon-button';

const SHOWN_MS = 1_600;

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(text))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <>
      <IconButton label={copied ? t('action.copied') : label} onClick={copy}>
        {copied ? <Check className="text-verdi" /> : <Copy />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied ? t('action.copied') : ''}
      </span>
    </>
  );
}
