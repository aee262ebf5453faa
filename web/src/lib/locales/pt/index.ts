/** The Portuguese texts. */
import type { Dictionary } from '@/lib/locales/en';
import { account } from './account';
import { common } from './common';
import { inbox } from './inbox';
import { problems } from './problems';

export const pt: Record<keyof Dictionary, string> = { ...common, ...inbox, ...account, ...problems };
