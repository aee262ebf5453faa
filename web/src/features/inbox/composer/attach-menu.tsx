/** What may be sent besides text. */
import {
  Contact,
  FileText,
  Image,
  LayoutList,
  LayoutTemplate,
  MapPin,
  MapPinned,
  Music,
  Paperclip,
  Sticker,
} from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useI18n } from '@/lib/i18n';

/** `place` asks the customer for one. */
export type Builder = 'location' | 'place' | 'contact' | 'choices';

type Props = {
  onFiles: (files: File[], as?: 'document' | 'sticker') => void;
  onBuild: (what: Builder) => void;
  /** Null where none may be sent. */
  onTemplate: (() => void) | null;
};

const PICTURES = 'image/jpeg,image/png,image/webp,image/bmp,video/mp4,video/3gpp';
const SOUNDS = 'audio/aac,audio/amr,audio/mpeg,audio/mp4,audio/ogg';
const STICKERS = 'image/webp,image/png,image/jpeg,image/bmp';

export function AttachMenu({ onFiles, onBuild, onTemplate }: Props) {
  const { t } = useI18n();
  const pictures = useRef<HTMLInputElement>(null);
  const documents = useRef<HTMLInputElement>(null);
  const sounds = useRef<HTMLInputElement>(null);
  const stickers = useRef<HTMLInputElement>(null);
  const item = (icon: ReactNode, label: string, onSelect: () => void) => (
    <MenuItem onSelect={onSelect}>
      {icon}
      {label}
    </MenuItem>
  );
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('attach.open')} side="top">
            <Paperclip />
          </IconButton>
        }
      >
        {item(<Image />, t('attach.pictures'), () => pictures.current?.click())}
        {item(<FileText />, t('attach.document'), () => documents.current?.click())}
        {item(<Music />, t('attach.audio'), () => sounds.current?.click())}
        {item(<Sticker />, t('kind.sticker'), () => stickers.current?.click())}
        <MenuSeparator />
        {item(<MapPin />, t('attach.location'), () => onBuild('location'))}
        {item(<MapPinned />, t('attach.place'), () => onBuild('place'))}
        {item(<Contact />, t('attach.contact'), () => onBuild('contact'))}
        {item(<LayoutList />, t('attach.choices'), () => onBuild('choices'))}
        {onTemplate && item(<LayoutTemplate />, t('kind.template'), onTemplate)}
      </Menu>
      <FileInput name="pictures" inputRef={pictures} accept={PICTURES} onFiles={(files) => onFiles(files)} />
      <FileInput name="documents" inputRef={documents} onFiles={(files) => onFiles(files, 'document')} />
      <FileInput name="sounds" inputRef={sounds} accept={SOUNDS} onFiles={(files) => onFiles(files)} />
      <FileInput
        name="stickers"
        inputRef={stickers}
        accept={STICKERS}
        onFiles={(files) => onFiles(files, 'sticker')}
      />
    </>
  );
}

function FileInput(props: {
  name: string;
  inputRef: React.RefObject<HTMLInputElement | null>;
  accept?: string;
  onFiles: (files: File[]) => void;
}) {
  return (
    <input
      ref={props.inputRef}
      type="file"
      multiple
      hidden
      accept={props.accept}
      data-testid={`attach-${props.name}`}
      onChange={(event) => {
        props.onFiles([...(event.target.files ?? [])]);
        // The same file may be chosen again after it was removed.
        event.target.value = '';
      }}
    />
  );
}
