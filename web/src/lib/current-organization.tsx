/** Where one is: the organization of the address, and what one may do in it. */
import { createContext, useContext } from 'react';
import type { components } from '@/api/schema';
import type { Me, Organization, Role } from '@/api/types';

export type Permission = components['schemas']['Permission'];

export type CurrentOrganization = {
  id: string;
  organization: Organization;
  me: Me;
  memberId: string;
  role: Role;
  can: (permission: Permission) => boolean;
};

const OrganizationContext = createContext<CurrentOrganization | null>(null);

export const CurrentOrganizationProvider = OrganizationContext;

export function useOrganization(): CurrentOrganization {
  const value = useContext(OrganizationContext);
  if (value === null) throw new Error('useOrganization needs a page below /o/$org');
  return value;
}

export function organizationOf(me: Me, id: string): CurrentOrganization | null {
  const membership = me.memberships.find((one) => one.organization.id === id);
  if (membership === undefined) return null;
  return {
    id,
    organization: membership.organization,
    me,
    memberId: membership.member_id,
    role: membership.role,
    can: (permission) => membership.permissions.includes(permission),
  };
}
