/** What a variable may be filled with, known without asking. */
import type { Conversation } from '@/api/types';

export type Source = 'first_name' | 'name' | 'phone' | 'username' | 'member' | 'organization';

export type Suggestion = { source: Source; value: string };

type Known = { contact: Conversation['contact']; member: string; organization: string };

/** Names that are only the number say nothing. */
export function suggestionsFor({ contact, member, organization }: Known): Suggestion[] {
  const { name, phone, username } = contact;
  const own = name === phone ? '' : name.trim();
  const [first = ''] = own.split(/\s+/);
  const all: [Source, string][] = [
    ['first_name', first === own ? '' : first],
    ['name', own],
    ['phone', phone ?? ''],
    ['username', username ?? ''],
    ['member', member],
    ['organization', organization],
  ];
  return all.flatMap(([source, value]) => (value === '' ? [] : [{ source, value }]));
}

const EVIDENT: [Source, RegExp][] = [
  ['first_name', /^(first_?name|primer_?nombre|primeiro_?nome)$/],
  [
    'name',
    /^(name|full_?name|nombre|nome|nombre_?completo|nome_?completo|customer(_?name)?|client(_?name)?|cliente|contact(_?name)?|contacto|contato)$/,
  ],
  ['phone', /^(phone(_?number)?|tel[ei]fono|telefono|telefone|celular|whatsapp)$/],
  ['member', /^(agent(_?name)?|agente|asesor|asesora|vendedor|vendedora|atendente)$/],
  ['organization', /^(company(_?name)?|business(_?name)?|empresa|negocio|organization|tienda|loja|store)$/],
];

/** A named variable that says what it wants. */
export function guess(name: string, suggestions: Suggestion[]): string | undefined {
  const source = EVIDENT.find(([, pattern]) => pattern.test(name.toLowerCase()))?.[0];
  const exact = suggestions.find((one) => one.source === source)?.value;
  // Who has one word for a name is called by it.
  return (
    exact ?? (source === 'first_name' ? suggestions.find((one) => one.source === 'name')?.value : undefined)
  );
}
