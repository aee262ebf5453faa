/** The Portuguese texts. */
import type { Dictionary } from '@/lib/locales/en';
import { account } from './account';
import { blocking } from './blocking';
import { compose } from './compose';
import { content } from './content';
import { inbox } from './inbox';
import { pages } from './pages';
import { phone } from './phone';
import { prices } from './prices';
import { problems } from './problems';
import { scheduling } from './scheduling';
import { settings } from './settings';
import { shared } from './shared';
import { spend } from './spend';
import { templates } from './templates';
import { undelivered } from './undelivered';

export const pt: Record<keyof Dictionary, string> = {
  ...shared,
  ...inbox,
  ...content,
  ...compose,
  ...account,
  ...problems,
  ...pages,
  ...settings,
  ...phone,
  ...templates,
  ...scheduling,
  ...blocking,
  ...undelivered,
  ...prices,
  ...spend,
};
