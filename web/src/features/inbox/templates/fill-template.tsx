/** Fills a template for one person, beside what they will see. */
import { SendHorizontal, UserRound } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DoorKind } from '@/api/prices';
import type { Conversation } from '@/api/types';
import { FileField, type KeptFile } from '@/components/template/file-field';
import { type ShownFiles, TemplatePreview } from '@/components/template/template-preview';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { serverNow } from '@/lib/clock';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { hasForeignParts, shapeOf } from '@/lib/template/shape';
import {
  filledBody,
  messageComponents,
  problemOf,
  renderedOf,
  type Slot,
  slotsOf,
  trimmed,
  type Values,
} from '@/lib/template/values';
import { LaterMenu } from '../composer/later-menu';
import { fetchMedia } from '../content/media-api';
import { PriceChip } from '../prices/price-chip';
import type { Template } from './queries';
import { recall, remember } from './remembered';
import { slotLabel } from './slot-label';
import { type Suggestion, suggestionsFor } from './suggestions';
import type { FilledTemplate } from './use-template-picker';

type Props = {
  template: Template;
  conversation: Conversation;
  onBack: () => void;
  onSend: (filled: FilledTemplate) => void;
};

export function FillTemplate({ template, conversation, onBack, onSend }: Props) {
  const { t } = useI18n();
  const form = useFilling(template, conversation.contact);
  const [door, setDoor] = useState<DoorKind | null>(null);
  const { slots, values, shape, files } = form;
  const first = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const field = first.current?.querySelector<HTMLElement>('input:not([type=file]), [type=submit]');
    field?.focus();
  }, []);
  const foreign = hasForeignParts(shape);
  const submit = (sendAt: string | null) => {
    if (foreign || !form.check()) return;
    const given = trimmed(values);
    const components = messageComponents(template, given, form.nameOf);
    form.keep();
    const shown = {
      name: template.name,
      language: { code: template.language },
      rendered: renderedOf(template, given),
    };
    onSend({
      what: { type: 'template', template: { template_id: template.id, components }, shown },
      body: filledBody(shape, given),
      sendAt,
      door,
    });
  };
  return (
    <form
      ref={first}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(null);
      }}
    >
      <div className="grid gap-6 md:grid-cols-[minmax(0,1fr)_280px]">
        <div className="flex min-w-0 flex-col gap-3">
          {foreign && <Banner tone="warn" title={t('picker.foreign')} />}
          {slots.length === 0 && !foreign && (
            <p className="text-13 text-ink-2">{t('picker.nothing_to_fill')}</p>
          )}
          {slots.map((slot) => (
            <SlotField
              key={slot.key}
              slot={slot}
              value={values[slot.key] ?? ''}
              file={files[slot.key] ?? null}
              error={form.errorOf(slot)}
              suggestions={form.suggestions}
              onChange={(value) => form.set(slot.key, value)}
              onFile={(file) => form.setFile(slot.key, file)}
            />
          ))}
          {slots.length > 0 && <p className="text-12 text-ink-3">{t('picker.required')}</p>}
        </div>
        <section
          aria-label={t('build.preview')}
          className="lattice min-w-0 self-start overflow-hidden rounded-xl p-3"
        >
          <TemplatePreview shape={shape} values={values} files={files} />
        </section>
      </div>
      <DialogActions>
        <PriceChip
          conversation={conversation.id}
          kind={{ template: template.id }}
          door={door}
          onDoor={setDoor}
          className="mr-auto -ml-2 max-md:basis-full"
        />
        <Button variant="outline" onClick={onBack}>
          {t('action.back')}
        </Button>
        <LaterMenu
          disabled={foreign}
          // Templates go at any time.
          closesAt={null}
          onTemplate={null}
          onChoose={submit}
        />
        <Button variant="primary" type="submit" disabled={foreign}>
          <SendHorizontal />
          {t('action.send')}
        </Button>
      </DialogActions>
    </form>
  );
}

function useFilling(template: Template, contact: Conversation['contact']) {
  const { t } = useI18n();
  const { me, organization } = useOrganization();
  const shape = useMemo(() => shapeOf(template), [template]);
  const slots = useMemo(() => slotsOf(template), [template]);
  const suggestions = suggestionsFor({ contact, member: me.user.name, organization: organization.name });
  const [begun] = useState(() => recall(template.id, slots, suggestions));
  const [values, setValues] = useState<Values>(begun.values);
  const [files, setFiles] = useState<Record<string, KeptFile>>({});
  const [checked, setChecked] = useState(false);
  const problem = (slot: Slot) => problemOf(slot, values[slot.key], serverNow());
  const set = (key: string, value: string) => setValues((old) => ({ ...old, [key]: value }));
  const setFile = (key: string, file: KeptFile | null) => {
    set(key, file?.id ?? '');
    setFiles(({ [key]: _old, ...others }) => (file ? { ...others, [key]: file } : others));
  };
  useLastFiles(slots, begun.values, begun.names, setFile);
  return {
    shape,
    slots,
    suggestions,
    values,
    files: files satisfies ShownFiles,
    set,
    setFile,
    nameOf: (id: string) => Object.values(files).find((file) => file.id === id)?.name,
    errorOf(slot: Slot): string | undefined {
      const found = problem(slot);
      if (found === null || (found === 'missing' && !checked)) return undefined;
      return t(`picker.problem.${found}`);
    },
    check(): boolean {
      setChecked(true);
      return slots.every((slot) => problem(slot) === null);
    },
    keep() {
      const names = Object.fromEntries(Object.entries(files).map(([key, { name }]) => [key, name]));
      remember(template.id, { values, slots, suggestions, names });
    },
  };
}

/** The file that was sent last is offered again, if the server still has it. */
function useLastFiles(
  slots: Slot[],
  values: Values,
  names: Record<string, string>,
  setFile: (key: string, file: KeptFile | null) => void,
): void {
  const { id: organization } = useOrganization();
  const latest = useRef({ slots, values, names, setFile });
  useEffect(() => {
    const known = latest.current;
    for (const { key, kind } of known.slots) {
      const id = known.values[key];
      if (!id || (kind !== 'image' && kind !== 'video' && kind !== 'document')) continue;
      fetchMedia(organization, id).then(
        (media) => {
          const name = media.filename ?? known.names[key] ?? '';
          known.setFile(key, media.state === 'ready' ? { id, name, url: media.thumbnail_url } : null);
        },
        () => known.setFile(key, null),
      );
    }
  }, [organization]);
}

type FieldProps = {
  slot: Slot;
  value: string;
  file: KeptFile | null;
  error?: string;
  suggestions: Suggestion[];
  onChange: (value: string) => void;
  onFile: (file: KeptFile | null) => void;
};

function SlotField({ slot, value, file, error, suggestions, onChange, onFile }: FieldProps) {
  const { t, number } = useI18n();
  const label = `${slotLabel(slot, t, number)} *`;
  if (slot.kind === 'image' || slot.kind === 'video' || slot.kind === 'document')
    return <FileField label={label} format={slot.kind} file={file} error={error} onChange={onFile} />;
  const suggests = slot.kind === 'text' && suggestions.length > 0;
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        <TextField
          label={label}
          required
          type={slot.kind === 'moment' ? 'datetime-local' : 'text'}
          inputMode={slot.kind === 'latitude' || slot.kind === 'longitude' ? 'decimal' : undefined}
          autoComplete="off"
          hint={slot.example ? t('picker.example', { example: slot.example }) : undefined}
          value={value}
          error={error}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      {suggests && (
        <div className="pt-6">
          <Menu
            align="end"
            trigger={
              <IconButton label={t('picker.suggest', { name: label })} className="!size-9 max-md:!size-11">
                <UserRound />
              </IconButton>
            }
          >
            {suggestions.map((one) => (
              <MenuItem key={one.source} onSelect={() => onChange(one.value)}>
                <span className="text-ink-3">{t(`picker.source.${one.source}`)}</span>
                <span className="max-w-48 truncate">{one.value}</span>
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
    </div>
  );
}
