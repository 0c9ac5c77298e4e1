/** The languages that Nyckel speaks, one a line, and nothing else: the name of a pack is its tag and that of its folder. */
export { en } from './en/pack.ts';
export { sv } from './sv/pack.ts';
