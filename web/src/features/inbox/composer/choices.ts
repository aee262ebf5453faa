/** A question with buttons or a list, a link or a request for a place, as it is built, with Meta's limits. */
import type { Fields } from '@/lib/fields';

export const LIMITS = {
  header: 60,
  body: 1_024,
  list_body: 4_096,
  footer: 60,
  buttons: 3,
  button: 20,
  sections: 10,
  section: 24,
  /** Over all sections together. */
  rows: 10,
  row: 24,
  description: 72,
} as const;

export type ListRow = { title: string; description: string };
export type ListSection = { title: string; rows: ListRow[] };

export type Choices = {
  kind: 'button' | 'list' | 'cta_url' | 'location_request_message';
  header: string;
  body: string;
  footer: string;
  buttons: string[];
  /** What opens the list, or what the link says. */
  label: string;
  sections: ListSection[];
  url: string;
};

export const EMPTY_ROW: ListRow = { title: '', description: '' };

export const NO_CHOICES: Choices = {
  kind: 'button',
  header: '',
  body: '',
  footer: '',
  buttons: ['', ''],
  label: '',
  sections: [{ title: '', rows: [EMPTY_ROW, EMPTY_ROW] }],
  url: '',
};

const trimmed = (texts: string[]): string[] => texts.map((text) => text.trim()).filter(Boolean);

const unique = (texts: string[]): boolean => new Set(texts).size === texts.length;

export const rowCount = (sections: ListSection[]): number =>
  sections.reduce((count, { rows }) => count + rows.length, 0);

/** The rows that say something, in the sections that have any. */
const filled = (sections: ListSection[]): ListSection[] =>
  sections
    .map(({ title, rows }) => ({
      title: title.trim(),
      rows: rows
        .map((row) => ({ title: row.title.trim(), description: row.description.trim() }))
        .filter((row) => row.title !== ''),
    }))
    .filter(({ rows }) => rows.length > 0);

function listed(sections: ListSection[]): Fields[] {
  let count = 0;
  return filled(sections).map(({ title, rows }) => ({
    ...(title && { title }),
    rows: rows.map((row) => {
      count += 1;
      return {
        id: `r${count}`,
        title: row.title,
        ...(row.description && { description: row.description }),
      };
    }),
  }));
}

function action({ kind, buttons, label, sections, url }: Choices): Fields {
  switch (kind) {
    case 'button':
      return {
        buttons: trimmed(buttons).map((title, n) => ({ type: 'reply', reply: { id: `b${n + 1}`, title } })),
      };
    case 'list':
      return { button: label.trim(), sections: listed(sections) };
    case 'cta_url':
      return { name: 'cta_url', parameters: { display_text: label.trim(), url: url.trim() } };
    case 'location_request_message':
      return { name: 'send_location' };
  }
}

/** Meta's `interactive` object. */
export function interactiveOf(choices: Choices): Fields {
  const { kind, body } = choices;
  const bare = kind === 'location_request_message';
  const header = bare ? '' : choices.header.trim();
  const footer = bare ? '' : choices.footer.trim();
  return {
    type: kind,
    ...(header && { header: { type: 'text', text: header } }),
    body: { text: body.trim() },
    ...(footer && { footer: { text: footer } }),
    action: action(choices),
  };
}

export const bodyLimit = ({ kind }: Choices): number => (kind === 'list' ? LIMITS.list_body : LIMITS.body);

/** Meta wants titles once there are two sections. */
export const wantsTitles = (sections: ListSection[]): boolean => filled(sections).length > 1;

export function isReady(choices: Choices): boolean {
  const { kind, body, buttons, label, sections, url } = choices;
  if (body.trim() === '' || body.length > bodyLimit(choices)) return false;
  switch (kind) {
    case 'button':
      return trimmed(buttons).length > 0 && unique(trimmed(buttons));
    case 'list': {
      const wanted = filled(sections);
      const named = !wantsTitles(sections) || wanted.every(({ title }) => title !== '');
      const distinct = wanted.every(({ rows }) => unique(rows.map((row) => row.title)));
      return label.trim() !== '' && wanted.length > 0 && named && distinct;
    }
    case 'cta_url':
      return label.trim() !== '' && /^https?:\/\/\S+\.\S+/.test(url.trim());
    case 'location_request_message':
      return true;
  }
}
