/** What a contact is called: the name, else what one can reach them by. */
import { formatPhone } from './phone';

type Named = { name: string; phone: string | null; username: string | null };

/** Who has no name yet is called by the number, which reads better in groups. */
export function contactTitle({ name, phone, username }: Named): string {
  if (name !== '' && name !== phone) return name;
  return (phone && formatPhone(phone)) || username || '—';
}
