import path from 'node:path';
import { type Module, modulesOf } from '../../scripts/house/modules.ts';
import { kept } from './kept.ts';

/** The checkout. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** All of `src`, read once for every suite of the run that is about its shape, and parsed once where one needs that. */
export const SRC = modulesOf(ROOT, 'src');

/** What finds something out about modules. */
const MEASURES = modulesOf(ROOT, 'scripts/house');

/** What these modules show, found out as `name` by what is in `scripts/house` alone: kept where they are parsed for nothing else. */
export function shownBy<T>(name: string, modules: readonly Module[], find: () => T): T {
  return kept([name, ...[...MEASURES, ...modules].flatMap(({ file, text }) => [file, text])], find);
}
