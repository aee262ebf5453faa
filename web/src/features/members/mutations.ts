/** What one changes about the team. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, settle, unwrap } from '@/api/client';
import { membersQuery } from '@/api/directory';
import type { Member, Role } from '@/api/types';
import { toast } from '@/components/ui/toast';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';
import { problemText } from '@/lib/problem-text';
import { invitationsQuery } from './queries';

export function useUpdateMember() {
  const cache = useQueryClient();
  const { texts } = useI18n();
  const { id: organization } = useOrganization();
  const { queryKey } = membersQuery(organization);
  return useMutation({
    mutationFn: ({ member, ...body }: { member: string; role?: Role; state?: Member['state'] }) =>
      unwrap(
        api.PATCH('/api/v1/organizations/{organization}/members/{member}', {
          params: { path: { organization, member } },
          body,
        }),
      ),
    onError: (error) => toast(problemText(texts, error), { tone: 'bad' }),
    onSettled: () => cache.invalidateQueries({ queryKey }),
  });
}

export function useInvite() {
  const cache = useQueryClient();
  const { id: organization } = useOrganization();
  return useMutation({
    mutationFn: (body: { role: Role; email: string | null }) =>
      unwrap(
        api.POST('/api/v1/organizations/{organization}/invitations', {
          params: { path: { organization } },
          body,
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: invitationsQuery(organization).queryKey }),
  });
}

export function useRevokeInvitation() {
  const cache = useQueryClient();
  const { texts } = useI18n();
  const { id: organization } = useOrganization();
  return useMutation({
    mutationFn: (invitation: string) =>
      settle(
        api.DELETE('/api/v1/organizations/{organization}/invitations/{invitation}', {
          params: { path: { organization, invitation } },
        }),
      ),
    onError: (error) => toast(problemText(texts, error), { tone: 'bad' }),
    onSettled: () => cache.invalidateQueries({ queryKey: invitationsQuery(organization).queryKey }),
  });
}
