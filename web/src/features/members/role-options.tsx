/** The roles that one may give: only an owner makes owners. */
import type { Role } from '@/api/types';
import { useOrganization } from '@/lib/current-organization';
import { useI18n } from '@/lib/i18n';

const GIVEN_BY_ADMINS: readonly Role[] = ['agent', 'supervisor', 'admin'];

export function RoleOptions() {
  const { t } = useI18n();
  const { role } = useOrganization();
  const roles: readonly Role[] = role === 'owner' ? [...GIVEN_BY_ADMINS, 'owner'] : GIVEN_BY_ADMINS;
  return roles.map((one) => (
    <option key={one} value={one}>
      {t(`role.${one}`)}
    </option>
  ));
}

export const isRole = (value: string): value is Role =>
  value === 'owner' || GIVEN_BY_ADMINS.some((role) => role === value);
