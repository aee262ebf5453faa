/** What stands above the text: nothing, words, a file or a place. */
import { FileField } from '@/components/template/file-field';
import { SelectField } from '@/components/ui/field';
import { useI18n } from '@/lib/i18n';
import { type HeaderFormat, isFile } from '@/lib/template/shape';
import { fileKey } from '@/lib/template/values';
import { withHeader } from '../draft';
import { fieldName } from '../findings';
import { changePart, notesOf, type PartForm } from './form';
import { TextPart } from './text-part';
import { GroupNotes } from './warning';

const HEADER_LIMIT = 60;

type Choice = HeaderFormat | 'none';

export function HeaderPart({ of, choices }: { of: PartForm; choices: readonly Choice[] }) {
  const { t } = useI18n();
  const { part } = of;
  const format = part.header?.format ?? 'none';
  const choose = (value: string) => {
    const next = choices.find((one) => one === value);
    if (next) changePart(of, 'header', { header: withHeader(part, next) });
  };
  return (
    <>
      <SelectField
        label={t('builder.header_kind')}
        value={format}
        onChange={(event) => choose(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {t(`builder.header.${choice}`)}
          </option>
        ))}
      </SelectField>
      {format === 'text' && <TextPart of={of} which="header" limit={HEADER_LIMIT} />}
      {format === 'location' && <p className="text-12 text-ink-3">{t('builder.location_hint')}</p>}
      {isFile(format) ? (
        <SampleField of={of} />
      ) : (
        format !== 'text' && <GroupNotes notes={notesOf(of, 'header')} />
      )}
    </>
  );
}

/** Meta reviews an example of the file; each message brings its own. */
export function SampleField({ of }: { of: PartForm }) {
  const { t } = useI18n();
  const { form, part, card, prefix } = of;
  const format = part.header?.format;
  if (!isFile(format)) return null;
  const key = fileKey(prefix);
  const sample = form.draft.samples[key];
  return (
    <FileField
      // Another format wants another file.
      key={format}
      label={t('builder.sample')}
      hint={t('builder.sample_hint')}
      format={format}
      file={sample ? { id: key, name: sample.name || t('builder.sample_kept'), url: sample.url } : null}
      error={notesOf(of, 'header').error}
      onChange={(file) =>
        form.change(fieldName(card, 'header'), (draft) => {
          const { [key]: _old, ...samples } = draft.samples;
          const added = file && { [key]: { told: { media_id: file.id }, name: file.name, url: file.url } };
          return { ...draft, samples: { ...samples, ...added } };
        })
      }
    />
  );
}
