/** The Portuguese texts. */
import type { Dictionary } from '@/lib/locales/en';
import { account } from './account';
import { content } from './content';
import { inbox } from './inbox';
import { pages } from './pages';
import { phone } from './phone';
import { problems } from './problems';
import { settings } from './settings';
import { shared } from './shared';

export const pt: Record<keyof Dictionary, string> = {
  ...shared,
  ...inbox,
  ...content,
  ...account,
  ...problems,
  ...pages,
  ...settings,
  ...phone,
};
