import { en } from './en/pack.ts';
import { sv } from './sv/pack.ts';

/** The languages that Nyckel speaks, each by its tag, which is the name of its folder. After the reader's own, a message is read in this order. */
export const packs = { en, sv };
