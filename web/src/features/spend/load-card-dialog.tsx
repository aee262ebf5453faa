/** Takes an own rate card in: pasted, or from a file; what is wrong with it, the server says. */
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { RateCard } from '@/api/prices';
import { ApiProblem } from '@/api/problem';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { AreaField } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { type Texts, useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { readCard, writtenCard } from './card-form';
import { useLoadCard } from './queries';

/** The server's own words name the market and the field; ours could not. */
function wrongIn(texts: Texts, error: unknown): string {
  const first = error instanceof ApiProblem ? error.errors[0] : undefined;
  return first?.code === 'invalid_rate_card' ? first.detail : problemText(texts, error);
}

type Props = { inForce: RateCard | undefined; onClose: () => void };

export function LoadCardDialog({ inForce, onClose }: Props) {
  const { t, texts } = useI18n();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const load = useLoadCard();
  const file = useRef<HTMLInputElement>(null);
  const write = (value: string) => {
    setText(value);
    setWrong(null);
    load.reset();
  };
  const submit = () => {
    if (text.trim() === '') return;
    const read = readCard(text);
    if ('wrong' in read) {
      setWrong(read.wrong === '' ? t('cards.not_object') : t('cards.not_json', { why: read.wrong }));
      return;
    }
    load.mutate(read.card, {
      onSuccess: ({ name }) => {
        toast(t('cards.loaded', { name }));
        onClose();
      },
      onError: (error) => setWrong(wrongIn(texts, error)),
    });
  };
  return (
    <Dialog open wide onClose={onClose} title={t('cards.load')} description={t('cards.load_hint')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="mb-3 flex flex-wrap gap-2">
          <Button variant="outline" onClick={() => file.current?.click()}>
            <FileUp />
            {t('cards.file')}
          </Button>
          {inForce && <Button onClick={() => write(writtenCard(inForce))}>{t('cards.example')}</Button>}
          <input
            ref={file}
            type="file"
            hidden
            accept="application/json,.json"
            data-testid="rate-card-file"
            onChange={(event) => {
              void event.target.files?.[0]?.text().then(write);
              // The same file may be chosen again once it was mended.
              event.target.value = '';
            }}
          />
        </div>
        <AreaField
          label={t('cards.json')}
          hint={t('cards.json_hint')}
          error={wrong ?? undefined}
          value={text}
          spellCheck={false}
          autoComplete="off"
          className="max-h-[40vh] font-mono !text-12 tracking-[-0.02em]"
          onChange={(event) => write(event.target.value)}
        />
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button variant="primary" type="submit" busy={load.isPending} disabled={text.trim() === ''}>
            {t('cards.load')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
