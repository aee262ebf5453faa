/** Everything that is written in a template whose text is not Meta's own. */
import { TextField } from '@/components/ui/field';
import { Card } from '@/components/ui/page';
import { Switch } from '@/components/ui/switch';
import { useI18n } from '@/lib/i18n';
import { layoutOf } from '../draft';
import { ButtonPart } from './button-part';
import { CarouselPart } from './carousel-part';
import { type Form, partForm } from './form';
import { HeaderPart } from './header-part';
import { TextPart } from './text-part';

const OF_PLAIN = ['none', 'text', 'image', 'video', 'document', 'location'] as const;
const OF_OFFER = ['none', 'image', 'video'] as const;
const BODY_LIMIT = 1_024;
const OFFER_BODY_LIMIT = 600;
const SMALL_LIMIT = 60;

export function Contents({ form }: { form: Form }) {
  const { t } = useI18n();
  const of = partForm(form, null);
  if (!of) return null;
  const layout = layoutOf(form.draft.shape);
  const simple = layout !== 'carousel';
  return (
    <>
      {simple && (
        <Card title={t('builder.header')}>
          <div className="flex flex-col gap-4 p-4">
            <HeaderPart of={of} choices={layout === 'offer' ? OF_OFFER : OF_PLAIN} />
          </div>
        </Card>
      )}
      {layout === 'offer' && <OfferCard form={form} />}
      <Card title={t('builder.text')}>
        <div className="flex flex-col gap-4 p-4">
          <TextPart of={of} which="body" limit={layout === 'offer' ? OFFER_BODY_LIMIT : BODY_LIMIT} />
          {layout === 'plain' && <Footer form={form} />}
        </div>
      </Card>
      {simple ? (
        <Card title={t('builder.buttons')}>
          <div className="flex flex-col gap-3 p-4">
            <ButtonPart of={of} />
          </div>
        </Card>
      ) : (
        <CarouselPart form={form} />
      )}
    </>
  );
}

function Footer({ form: { draft, change, notes } }: { form: Form }) {
  const { t } = useI18n();
  return (
    <TextField
      label={t('build.footer')}
      value={draft.shape.footer}
      maxLength={SMALL_LIMIT}
      error={notes('footer').error}
      onChange={(event) =>
        change('footer', (old) => ({ ...old, shape: { ...old.shape, footer: event.target.value } }))
      }
    />
  );
}

const OFFER_LIMIT = 16;

function OfferCard({ form: { draft, change, notes } }: { form: Form }) {
  const { t } = useI18n();
  const offer = draft.shape.offer ?? { text: '', expires: false };
  const set = (part: Partial<typeof offer>) =>
    change('limited_time_offer', (old) => ({
      ...old,
      shape: { ...old.shape, offer: { ...offer, ...part } },
    }));
  return (
    <Card title={t('builder.layout.offer')}>
      <div className="flex flex-col gap-3 p-4">
        <TextField
          label={t('builder.offer_text')}
          value={offer.text}
          maxLength={OFFER_LIMIT}
          error={notes('limited_time_offer').error}
          onChange={(event) => set({ text: event.target.value })}
        />
        <Switch
          label={t('builder.offer_expires')}
          hint={t('builder.offer_expires_hint')}
          checked={offer.expires}
          onChange={(expires) => set({ expires })}
        />
      </div>
    </Card>
  );
}
