import type { Wall } from './rooms-of-teams.ts';

/** The rooms of what operators run, and their walls. */
export const ROOMS_OF_OPERATORS: Readonly<Record<string, Wall>> = {
  operate: { uses: ['operate/audit', 'operate/doctor', 'operate/watch'], packages: [] },
  'operate/audit': {
    uses: ['config', 'desk/report', 'desk/times.ts', 'errors.ts', 'store', 'store/record'],
    packages: ['node:fs', 'node:stream', 'node:stream/promises', 'node:util'],
  },
  'operate/doctor': {
    uses: ['config', 'operate/doctor/checks', 'store', 'store/record', 'store/seal'],
    packages: ['@azure/identity', 'node:path', 'node:stream', 'node:util'],
  },
  'operate/doctor/checks': {
    uses: [
      'action-kinds.ts',
      'config',
      'desk/policy',
      'directory',
      'entra-numbers.ts',
      'errors.ts',
      'net',
      'operate/audit',
      'store',
      'store/record',
      'store/seal',
      'store/sqlite',
      'store/tables',
    ],
    packages: ['@azure/data-tables', '@azure/identity', 'node:crypto', 'node:fs', 'node:path', 'node:sqlite', 'zod'],
  },
  'operate/watch': {
    uses: [
      'config',
      'desk/report',
      'desk/times.ts',
      'directory',
      'entra-numbers.ts',
      'errors.ts',
      'net',
      'operate/audit',
      'store/record',
    ],
    packages: [
      '@azure/identity',
      'node:crypto',
      'node:fs',
      'node:stream',
      'node:stream/promises',
      'node:timers/promises',
      'node:util',
      'zod',
    ],
  },
};
