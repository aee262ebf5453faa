/** The list's place in the address. */
import type { TemplateCategory, TemplateFilter, TemplateState } from './queries';

export const STATES: readonly TemplateState[] = [
  'approved',
  'pending',
  'rejected',
  'paused',
  'disabled',
  'flagged',
  'in_appeal',
  'limit_exceeded',
  'locked',
  'archived',
];

export const CATEGORIES: readonly TemplateCategory[] = ['utility', 'marketing', 'authentication'];

/** The filter, and the template that is looked at. */
export type TemplatesSearch = TemplateFilter & { template?: string };

/** Of an address that anybody may have written, only what has a meaning. */
export function readTemplatesSearch(search: Record<string, unknown>): TemplatesSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const q = typeof search.q === 'number' ? String(search.q) : text(search.q);
  const review = STATES.find((one) => one === search.review);
  const category = CATEGORIES.find((one) => one === search.category);
  const [language, line, template] = [search.language, search.line, search.template].map(text);
  return {
    ...(q && { q }),
    ...(review && { review }),
    ...(category && { category }),
    ...(language && { language }),
    ...(line && { line }),
    ...(template && { template }),
  };
}
