/** Builds a question with buttons, a list, a link or for a place, and shows it as the customer will see it. */
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import { Tabs } from '@/components/ui/tabs';
import { interactiveCard } from '@/lib/cards';
import { useI18n } from '@/lib/i18n';
import { CardButtons, CardWords } from '../content/card-message';
import type { SpecialContent } from '../data/outbox';
import { bodyLimit, type Choices, interactiveOf, isReady, LIMITS, NO_CHOICES } from './choices';
import { Line } from './line-field';
import { SectionFields } from './section-fields';

type Props = {
  /** Asks for a place; else one chooses among what can be tapped. */
  place: boolean;
  onClose: () => void;
  onSend: (what: SpecialContent, text: string) => void;
};
type Change = (part: Partial<Choices>) => void;

const KINDS = ['button', 'list', 'cta_url'] as const;

export function ChoicesDialog({ place, onClose, onSend }: Props) {
  const { t } = useI18n();
  const [choices, setChoices] = useState<Choices>(
    place ? { ...NO_CHOICES, kind: 'location_request_message' } : NO_CHOICES,
  );
  const change: Change = (part) => setChoices((old) => ({ ...old, ...part }));
  const ready = isReady(choices);
  const send = () => {
    if (!ready) return;
    onSend({ type: 'interactive', interactive: interactiveOf(choices) }, choices.body.trim());
    onClose();
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t(place ? 'build.place_request' : 'build.choices')}
      description={t(place ? 'build.place_request_hint' : 'build.choices_hint')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {choices.kind !== 'location_request_message' && (
          <Tabs
            label={t('build.choices')}
            value={choices.kind}
            onChange={(kind) => change({ kind })}
            tabs={KINDS.map((kind) => ({ value: kind, label: t(`build.kind.${kind}`) }))}
          />
        )}
        <div className="mt-4 grid gap-6 md:grid-cols-[minmax(0,1fr)_260px]">
          <div className="flex flex-col gap-3">
            <Line
              label={t('build.body')}
              value={choices.body}
              limit={bodyLimit(choices)}
              onChange={(body) => change({ body })}
            />
            {choices.kind === 'button' && <ButtonFields choices={choices} change={change} />}
            {choices.kind === 'list' && <SectionFields choices={choices} change={change} />}
            {choices.kind === 'cta_url' && (
              <>
                <Line
                  label={t('build.link_text')}
                  value={choices.label}
                  limit={LIMITS.button}
                  onChange={(label) => change({ label })}
                />
                <Line
                  label={t('build.link')}
                  value={choices.url}
                  limit={2_000}
                  onChange={(url) => change({ url })}
                />
              </>
            )}
            {!place && (
              <>
                <Line
                  label={t('build.header')}
                  value={choices.header}
                  limit={LIMITS.header}
                  onChange={(header) => change({ header })}
                />
                <Line
                  label={t('build.footer')}
                  value={choices.footer}
                  limit={LIMITS.footer}
                  onChange={(footer) => change({ footer })}
                />
              </>
            )}
          </div>
          <Preview choices={choices} />
        </div>
        <DialogActions>
          <Button variant="outline" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button variant="primary" type="submit" disabled={!ready}>
            {t('action.send')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function ButtonFields({ choices: { buttons }, change }: { choices: Choices; change: Change }) {
  const { t, number } = useI18n();
  const set = (n: number, text: string) => change({ buttons: buttons.with(n, text) });
  return (
    <>
      {buttons.map((button, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place
        <div key={n} className="flex items-end gap-1">
          <div className="min-w-0 flex-1">
            <Line
              label={t('build.button', { n: number(n + 1) })}
              value={button}
              limit={LIMITS.button}
              onChange={(text) => set(n, text)}
            />
          </div>
          {buttons.length > 1 && (
            <IconButton
              label={t('build.remove', { n: number(n + 1) })}
              onClick={() => change({ buttons: buttons.toSpliced(n, 1) })}
            >
              <X />
            </IconButton>
          )}
        </div>
      ))}
      {buttons.length < LIMITS.buttons && (
        <Button className="self-start" onClick={() => change({ buttons: [...buttons, ''] })}>
          <Plus />
          {t('build.add_button')}
        </Button>
      )}
    </>
  );
}

function Preview({ choices }: { choices: Choices }) {
  const { t } = useI18n();
  const card = interactiveCard(interactiveOf(choices));
  const shown = { ...card, body: card.body || t('build.body_example') };
  return (
    <section
      aria-label={t('build.preview')}
      className="lattice self-start overflow-hidden rounded-xl p-3 max-md:hidden"
    >
      <div className="relative rounded-xl rounded-tl-[4px] bg-in px-3 py-[7px] text-14 shadow-1">
        <CardWords card={shown} file={false} />
        <CardButtons card={shown} />
      </div>
    </section>
  );
}
