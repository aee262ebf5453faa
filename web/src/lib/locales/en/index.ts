/** The English texts; their keys and parameters are the contract for the other languages. */
import { account } from './account';
import { common } from './common';
import { inbox } from './inbox';
import { problems } from './problems';

export const en = { ...common, ...inbox, ...account, ...problems } as const;

export type Dictionary = typeof en;
