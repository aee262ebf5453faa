/** Sends a message once more, to another conversation. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { Conversation, Message } from '@/api/types';
import { Avatar } from '@/components/ui/avatar';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { randomKey } from '@/lib/random-key';
import { filterOf } from '../data/filter';
import { forwardOf } from '../data/forward';
import { enqueue } from '../data/outbox';
import { conversationsQuery } from '../data/queries';

type Props = { message: Message; onClose: () => void };

export function ForwardDialog({ message, onClose }: Props) {
  const { t } = useI18n();
  const { id: organization } = useOrganization();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const filter = filterOf({ state: 'any', ...(q && { q }) });
  const query = useInfiniteQuery(conversationsQuery(organization, filter));
  const rows = query.data?.pages.flatMap((page) => page.data) ?? [];
  const forward = ({ id, contact }: Conversation) => {
    const forwarded = forwardOf(message);
    if (!forwarded) return;
    enqueue({
      ...forwarded,
      key: randomKey(),
      organization,
      conversation: id,
      previewUrl: true,
      replyTo: null,
      writtenAt: Date.now(),
      after: null,
    });
    toast(t('forward.sent', { name: contactTitle(contact) }));
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t('forward.title')} description={t('forward.hint')}>
      <label className="flex h-9 items-center gap-2 rounded-lg bg-surface-3 px-2.5 focus-within:outline-2 focus-within:outline-ring max-md:h-11">
        <Search className="size-4 shrink-0 text-ink-3" aria-hidden />
        <input
          type="search"
          value={text}
          aria-label={t('inbox.search')}
          placeholder={t('inbox.search')}
          onChange={(event) => setText(event.target.value)}
          className="h-full min-w-0 flex-1 bg-transparent text-13 outline-none placeholder:text-ink-3 max-md:text-16"
        />
      </label>
      <ul className="-mx-2 mt-2 h-72 overflow-y-auto">
        {rows.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              disabled={one.window.state !== 'open'}
              onClick={() => forward(one)}
              className="flex min-h-11 w-full items-center gap-3 rounded-lg px-2 text-left hover:bg-hover disabled:opacity-45"
            >
              <Avatar name={contactTitle(one.contact)} size={32} />
              <span className="min-w-0 flex-1 truncate text-14">{contactTitle(one.contact)}</span>
              <span className="shrink-0 text-12 text-ink-3">
                {one.window.state === 'open' ? one.line.name : t('forward.closed')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
