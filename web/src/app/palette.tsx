/** Search and run anything: conversations, people, sections, actions. */
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { api, unwrap } from '@/api/client';
import type { Contact, Conversation } from '@/api/types';
import { Avatar } from '@/components/ui/avatar';
import { BACKDROP } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { filterOf } from '@/features/inbox/data/filter';
import { conversationsQuery, fetchConversations } from '@/features/inbox/data/queries';
import { type Command, registeredCommands } from '@/lib/commands';
import { contactTitle } from '@/lib/contact-title';
import { useOrganization } from '@/lib/current-organization';
import { rank, score } from '@/lib/fuzzy';
import { useI18n } from '@/lib/i18n';
import { formatPhone } from '@/lib/phone';

type Entry = {
  value: string;
  label: string;
  search: string;
  hint?: string;
  keys?: string;
  icon: ReactNode;
  run: () => void;
};
type Group = { value: string; items: Entry[] };

const SHOWN = 8;

export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const groups = useGroups(text);
  const choose = (entry: Entry) => {
    onClose();
    // After the layer is gone, so that what runs can take the focus.
    setTimeout(entry.run);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup
          aria-label={t('command.palette')}
          className="fixed top-[14vh] left-1/2 z-50 flex max-h-[min(460px,72vh)] w-[min(620px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-2xl bg-surface shadow-3 transition-[opacity,scale] duration-150 ease-out data-ending-style:opacity-0 data-starting-style:scale-[.98] data-starting-style:opacity-0 max-md:top-3"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            filter={null}
            value={text}
            onValueChange={setText}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(entry: Entry) => entry.label}
          >
            <div className="flex h-14 shrink-0 items-center gap-3 border-b border-line px-4">
              <Search className="size-[18px] shrink-0 text-ink-3" aria-hidden />
              <Autocomplete.Input
                aria-label={t('command.palette')}
                placeholder={t('palette.placeholder')}
                className="h-full min-w-0 flex-1 bg-transparent text-15 outline-none placeholder:text-ink-3 max-md:text-16"
              />
              <span className="max-md:hidden">
                <Kbd keys="escape" />
              </span>
            </div>
            <Autocomplete.Empty>
              <div className="px-4 py-8 text-center text-13 text-ink-3 empty:hidden">
                {t('palette.empty')}
              </div>
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto p-2 data-empty:p-0">
              {(group: Group) => (
                <Autocomplete.Group key={group.value} items={group.items} className="mb-1">
                  <Autocomplete.GroupLabel className="flex h-7 items-center px-2 text-11 font-semibold text-ink-3">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(entry: Entry) => <Item key={entry.value} entry={entry} onChoose={choose} />}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
          <div className="flex h-9 shrink-0 items-center gap-4 border-t border-line bg-surface-2 px-4 text-11 text-ink-3 max-md:hidden">
            <span className="flex items-center gap-1.5">
              <Kbd keys="arrowup arrowdown" /> {t('palette.move')}
            </span>
            <span className="flex items-center gap-1.5">
              <Kbd keys="enter" /> {t('action.open')}
            </span>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Item({ entry, onChoose }: { entry: Entry; onChoose: (entry: Entry) => void }) {
  return (
    <Autocomplete.Item
      value={entry}
      onClick={() => onChoose(entry)}
      className="flex min-h-9 items-center gap-3 rounded-lg px-2 text-13 outline-none data-highlighted:bg-verdi-soft max-md:min-h-11 [&_svg]:size-[17px] [&_svg]:stroke-[1.75] [&_svg]:text-ink-3"
    >
      <span className="grid size-6 shrink-0 place-items-center">{entry.icon}</span>
      <span className="shrink-0 truncate font-medium max-md:shrink">{entry.label}</span>
      <span className="min-w-0 flex-1 truncate text-ink-3">{entry.hint}</span>
      {entry.keys && <Kbd keys={entry.keys} />}
    </Autocomplete.Item>
  );
}

function useGroups(text: string): Group[] {
  const { t } = useI18n();
  const { id } = useOrganization();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const query = text.trim();
  const search = { enabled: query.length > 1, staleTime: 10_000 };
  const found = useQuery({
    ...search,
    queryKey: ['organization', id, 'palette', 'conversations', query],
    queryFn: ({ signal }) =>
      fetchConversations(id, filterOf({ state: 'any', q: query }), null, signal, SHOWN),
  }).data?.data;
  const people = useQuery({
    ...search,
    queryKey: ['organization', id, 'palette', 'contacts', query],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/contacts', {
          params: { path: { organization: id }, query: { q: query, limit: SHOWN } },
          signal,
        }),
      ),
  }).data?.data;

  return useMemo(() => {
    const recent =
      cache.getQueryData(conversationsQuery(id, filterOf({})).queryKey)?.pages.flatMap((page) => page.data) ??
      [];
    const open = (conversation: string) =>
      void navigate({ to: '/o/$org/inbox/$conversation', params: { org: id, conversation } });
    const conversations = unique([...recent, ...(found ?? [])]).map((one) =>
      conversationEntry(one, () => open(one.id)),
    );
    const contacts = (people ?? []).map((one) =>
      contactEntry(
        one,
        () =>
          void navigate({
            to: '/o/$org/contacts',
            params: { org: id },
            search: { q: one.phone ?? one.name },
          }),
      ),
    );
    const commands = registeredCommands()
      .filter((command) => !command.keyOnly)
      .map(commandEntry);
    const bestOf = (group: Group) =>
      query === '' ? 0 : Math.max(...group.items.map((entry) => score(query, entry.search)));
    return [
      { value: t('palette.actions'), items: rank(query, commands, searchOf) },
      { value: t('palette.conversations'), items: rank(query, conversations, searchOf).slice(0, SHOWN) },
      { value: t('palette.people'), items: query === '' ? [] : contacts },
    ]
      .filter((group) => group.items.length > 0)
      .sort((a, b) => bestOf(b) - bestOf(a));
  }, [cache, found, id, navigate, people, query, t]);
}

const searchOf = (entry: Entry): string => entry.search;

const unique = (conversations: Conversation[]): Conversation[] => [
  ...new Map(conversations.map((one) => [one.id, one])).values(),
];

function commandEntry({ id, title, keys, icon: Icon, run }: Command): Entry {
  return {
    value: `command ${id}`,
    label: title,
    search: title,
    keys: keys?.[0],
    icon: Icon && <Icon />,
    run,
  };
}

function conversationEntry(conversation: Conversation, run: () => void): Entry {
  const label = contactTitle(conversation.contact);
  return {
    value: `conversation ${conversation.id}`,
    label,
    search: `${label} ${conversation.contact.phone ?? ''}`,
    hint: conversation.last_message?.text ?? '',
    icon: <Avatar name={label} size={22} />,
    run,
  };
}

function contactEntry(contact: Contact, run: () => void): Entry {
  const label = contactTitle(contact);
  return {
    value: `contact ${contact.id}`,
    label,
    search: `${label} ${contact.phone ?? ''}`,
    hint: contact.phone ? formatPhone(contact.phone) : (contact.username ?? ''),
    icon: <Avatar name={label} size={22} />,
    run,
  };
}
