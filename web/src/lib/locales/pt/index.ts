/** The Portuguese texts. */
import type { Dictionary } from '@/lib/locales/en';
import { account } from './account';
import { common } from './common';
import { inbox } from './inbox';
import { pages } from './pages';
import { phone } from './phone';
import { problems } from './problems';
import { settings } from './settings';

export const pt: Record<keyof Dictionary, string> = {
  ...common,
  ...inbox,
  ...account,
  ...problems,
  ...pages,
  ...settings,
  ...phone,
};
