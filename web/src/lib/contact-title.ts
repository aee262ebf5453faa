/** What a contact is called: the name, else what one can reach them by. */
import { formatPhone } from './phone';

type Named = { name: string; phone: string | null; username: string | null };

export const contactTitle = ({ name, phone, username }: Named): string =>
  name || (phone && formatPhone(phone)) || username || '—';
