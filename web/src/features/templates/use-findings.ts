/** Asks the linter while one writes, and tells what it says about each field. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, unwrap } from '@/api/client';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import type { Draft } from './draft';
import { type Finding, type Notes, notesAt, rootOf } from './findings';
import { writtenOf } from './written';

const PAUSE_MS = 300;
const NONE: Finding[] = [];

function useLater(text: string): string {
  const [later, setLater] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return later;
}

export type Findings = {
  all: Finding[];
  /** The linter has seen what is on screen. */
  settled: boolean;
  at: (field: string) => Notes;
  /** What was said of a field that changes is no longer true. */
  forget: (field: string) => void;
};

export function useFindings(draft: Draft, touched: ReadonlySet<string>, all: boolean): Findings {
  const { locale } = useI18n();
  const { id: organization } = useOrganization();
  const body = JSON.stringify(writtenOf(draft));
  const later = useLater(body);
  const query = useQuery({
    queryKey: ['organization', organization, 'template-lint', later],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/v1/organizations/{organization}/templates/lint', {
          params: { path: { organization } },
          body: JSON.parse(later),
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const findings = query.data?.findings ?? NONE;
  const settled = later === body && query.isSuccess && !query.isPlaceholderData;
  const stale = useRef(new Set<string>());
  useEffect(() => {
    if (settled) stale.current.clear();
  }, [settled]);
  return {
    all: findings,
    settled,
    at(field) {
      const root = rootOf(field);
      if (!settled && stale.current.has(root)) return {};
      return all || touched.has(root) ? notesAt(findings, field, locale) : {};
    },
    forget: (field) => stale.current.add(rootOf(field)),
  };
}
