/** What the customer sends besides text. */
import { CircleHelp, Contact, FileText, Image, MapPin, Music, Paperclip, Sticker, Video } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useI18n } from '@/lib/i18n';
import type { FileKind } from './use-phone';

type Props = {
  onFile: (kind: FileKind, file: File) => void;
  onLocation: () => void;
  onContact: () => void;
  onUnsupported: () => void;
};

const ACCEPTED: Record<FileKind, string> = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4,video/3gpp',
  audio: 'audio/*',
  sticker: 'image/webp',
  document: '',
};

export function AttachMenu({ onFile, onLocation, onContact, onUnsupported }: Props) {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<FileKind>('document');
  const choose = (what: FileKind) => {
    // The field must know what it takes before it opens.
    flushSync(() => setKind(what));
    input.current?.click();
  };
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
        {item(<Image />, t('kind.image'), () => choose('image'))}
        {item(<Video />, t('kind.video'), () => choose('video'))}
        {item(<FileText />, t('kind.document'), () => choose('document'))}
        {item(<Music />, t('phone.audio'), () => choose('audio'))}
        {item(<Sticker />, t('kind.sticker'), () => choose('sticker'))}
        <MenuSeparator />
        {item(<MapPin />, t('attach.location'), onLocation)}
        {item(<Contact />, t('attach.contact'), onContact)}
        <MenuSeparator />
        {item(<CircleHelp />, t('phone.unsupported'), onUnsupported)}
      </Menu>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED[kind]}
        data-testid="phone-file"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(kind, file);
          // The same file may be sent again.
          event.target.value = '';
        }}
      />
    </>
  );
}
