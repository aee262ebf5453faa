/** What every field of the builder knows: the draft, how to change it, what the linter says. */
import { cardPrefix, type Part } from '@/lib/template/shape';
import type { Draft } from '../draft';
import { fieldName, type Notes } from '../findings';

export type Form = {
  draft: Draft;
  /** With the field that was touched, under the linter's name. */
  change: (field: string, change: (draft: Draft) => Draft) => void;
  notes: (field: string) => Notes;
};

/** The template itself, or one card of its carousel. */
export type PartForm = {
  form: Form;
  part: Part;
  card: number | null;
  prefix: string;
};

export function partForm(form: Form, card: number | null): PartForm | null {
  const part = card === null ? form.draft.shape : form.draft.shape.cards[card];
  return part ? { form, part, card, prefix: card === null ? '' : cardPrefix(card) } : null;
}

export const notesOf = ({ form, card }: PartForm, field: string): Notes => form.notes(fieldName(card, field));

export function changePart({ form, card }: PartForm, field: string, change: Partial<Part>): void {
  form.change(fieldName(card, field), (draft) => {
    const { shape } = draft;
    if (card === null) return { ...draft, shape: { ...shape, ...change } };
    const cards = shape.cards.map((one, n) => (n === card ? { ...one, ...change } : one));
    return { ...draft, shape: { ...shape, cards } };
  });
}

export function changeExample({ form, card }: PartForm, field: string, key: string, value: string): void {
  form.change(fieldName(card, field), (draft) => ({
    ...draft,
    examples: { ...draft.examples, [key]: value },
  }));
}
