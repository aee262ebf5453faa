/** What the page of templates reads and changes. */
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { templateQuery, templatesAgain, templatesKey } from '@/api/templates';
import type { Line } from '@/api/types';
import { useOrganization } from '@/lib/current-organization';

type Schemas = components['schemas'];
export type Template = Schemas['Template'];
export type TemplateState = Schemas['TemplateState'];
export type TemplateCategory = Schemas['TemplateCategory'];

export type TemplateFilter = {
  q?: string;
  /** Where it stands at Meta; addresses of the inbox have a `state` of their own. */
  review?: TemplateState;
  category?: TemplateCategory;
  language?: string;
  line?: string;
};

const PAGE = 50;
const firstPage = (): string | null => null;

export const templateListQuery = (organization: string, { q, line, review, ...filter }: TemplateFilter) =>
  infiniteQueryOptions({
    queryKey: [...templatesKey(organization), 'list', { q, line, review, ...filter }],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/organizations/{organization}/templates', {
          params: {
            path: { organization },
            query: {
              ...filter,
              state: review,
              q: q || undefined,
              line_id: line,
              cursor: pageParam ?? undefined,
              limit: PAGE,
            },
          },
          signal,
        }),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor,
  });

const wabasOf = (line: Line): string[] => line.doors.flatMap((door) => door.waba_id ?? []);

/** One line of each business account is enough to read all of its templates. */
export function linesToSync(lines: Line[]): Line[] {
  const chosen = new Map<string, Line>();
  for (const line of lines)
    for (const waba of line.enabled ? wabasOf(line) : []) if (!chosen.has(waba)) chosen.set(waba, line);
  return [...chosen.values()];
}

/** The lines that may send the templates of a business account. */
export const linesOf = (lines: Line[], waba: string): Line[] =>
  lines.filter((line) => wabasOf(line).includes(waba));

export function useSync() {
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (lines: Line[]) => {
      const sum = { found: 0, changed: 0, removed: 0 };
      for (const { id } of lines) {
        const read = await unwrap(
          api.POST('/api/v1/organizations/{organization}/templates/sync', {
            params: { path: { organization } },
            body: { line_id: id },
          }),
        );
        sum.found += read.found;
        sum.changed += read.changed;
        sum.removed += read.removed;
      }
      return sum;
    },
    onSettled: () => templatesAgain(cache, organization),
  });
}

export function useRemoveTemplate() {
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (template: string) =>
      settle(
        api.DELETE('/api/v1/organizations/{organization}/templates/{template}', {
          params: { path: { organization, template } },
        }),
      ),
    onSuccess: (_, template) => {
      cache.removeQueries({ queryKey: templateQuery(organization, template).queryKey });
      templatesAgain(cache, organization);
    },
  });
}

type Written = Omit<Schemas['NewTemplate'], 'line_id'>;

/** A new one, or what became of one that is there. */
export type Submission = { template: string | null; line: string; written: Written; category: boolean };

export function useSubmitTemplate() {
  const { id: organization } = useOrganization();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ template, line, written, category }: Submission) =>
      template === null
        ? unwrap(
            api.POST('/api/v1/organizations/{organization}/templates', {
              params: { path: { organization } },
              body: { ...written, line_id: line },
            }),
          )
        : unwrap(
            api.PATCH('/api/v1/organizations/{organization}/templates/{template}', {
              params: { path: { organization, template } },
              body: {
                components: written.components,
                ...(category && { category: written.category }),
              },
            }),
          ),
    onSuccess: (answer) => {
      cache.setQueryData(templateQuery(organization, answer.id).queryKey, answer);
      templatesAgain(cache, organization);
    },
  });
}
