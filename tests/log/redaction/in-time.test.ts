import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createScrubber } from '../../../src/log/redaction.ts';
import { runs } from '../../support/runs.ts';

import { KNOWN } from '../known-secrets.ts';

describe('redaction', () => {
  it('reads a line in time that grows with its length, whatever it is made of', () => {
    const scrub = createScrubber(KNOWN);
    /** Microseconds of the processor: what else runs beside it does not count. */
    const time = (unit: string, length: number) => {
      const line = unit.repeat(Math.ceil(length / unit.length));
      const before = process.cpuUsage();
      scrub(line);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    // Four times the length: four times the work, where reading all of it again for each character would make it sixteen.
    const grows = ([short, long]: readonly [number, number]) => long < 9 * short + 30_000;
    const pieces = [
      ...[
        'eyJ',
        'eyJ-',
        '-eyJ',
        'eyJaaaaa.',
        'eyJaaaaa.b.',
        '.',
        '-',
        'a',
        'Bearer ',
        'Bearer',
        'basic  ',
        ' ',
        ',',
        ';',
      ],
      ...['v1.', 'v1.aaaaaaaa.', 'v1.aaaaaaaa.bbbbbbbbbbbbbbbb.', 'T4kx-', 'T4kx-7pfn-c93d-', '+', '/', 'A', '='],
      ...['AccountKey', 'AccountKey=', 'SharedAccessSignature=;', 'sig=', 'sig=&', 'client_secret=', 'password='],
      ...[
        '-----BEGIN ',
        '-----BEGIN PRIVATE KEY',
        '-----',
        'PRIVATE KEY',
        'http://',
        'https://a',
        '?',
        '\\n',
        '\\u0041',
        '"',
      ],
    ];
    const mixed = fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 3 }).map(parts => parts.join(''));
    for (const unit of [...pieces, ...fc.sample(mixed, { numRuns: runs(100), seed: 18 })]) {
      const tries: [short: number, long: number][] = [];
      // Once is enough, unless something else came in between.
      do tries.push([time(unit, 16_384), time(unit, 65_536)]);
      while (tries.length < 3 && !tries.some(grows));
      assert.ok(tries.some(grows), `${JSON.stringify(unit)}: ${tries.join(' or ')} microseconds`);
    }
  });
});
