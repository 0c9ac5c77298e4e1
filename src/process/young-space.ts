import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** A limit of the heap below which the space for new objects could take a good part of it. Bytes. */
const LITTLE = 256 * 1024 * 1024;

/**
 * Where the heap may not get large, has V8 keep its space for new objects as small as it is. It grows to 96 MB otherwise, and V8
 * then collects the whole heap several times a second, since what is new might not fit into the rest.
 */
export function keepYoungSpaceSmall(): void {
  if (getHeapStatistics().heap_size_limit < LITTLE) setFlagsFromString('--semi-space-growth-factor=1');
}
