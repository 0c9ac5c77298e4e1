import path from 'node:path';
import { modulesOf } from '../../scripts/house/modules.ts';

/** The checkout. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** All of `src`, read and parsed once for every suite of the run that is about its shape. */
export const SRC = modulesOf(ROOT, 'src');
