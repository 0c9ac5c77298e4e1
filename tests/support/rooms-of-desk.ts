import type { Wall } from './rooms-of-teams.ts';

/** The rooms of the desk and their walls. */
export const ROOMS_OF_DESK: Readonly<Record<string, Wall>> = {
  desk: {
    uses: [
      'action-kinds.ts',
      'desk/actions',
      'desk/judging',
      'desk/policy',
      'desk/provers',
      'desk/report',
      'desk/request',
      'desk/times.ts',
      'desk/wording',
      'errors.ts',
      'locales/locale.ts',
    ],
    packages: [],
  },
  'desk/actions': {
    uses: [
      'desk/actions/temporary-access-pass',
      'action-kinds.ts',
      'desk',
      'desk/actions/reset-password',
      'desk/judging',
      'desk/request',
    ],
    packages: [],
  },
  'desk/actions/reset-password': {
    uses: ['desk', 'desk/actions', 'desk/judging', 'desk/request', 'desk/times.ts', 'errors.ts'],
    packages: ['node:crypto'],
  },
  'desk/actions/temporary-access-pass': {
    uses: ['desk', 'desk/actions', 'desk/judging', 'desk/request', 'desk/times.ts', 'errors.ts'],
    packages: ['zod'],
  },
  'desk/judging': { uses: ['action-kinds.ts', 'desk', 'desk/actions', 'desk/request'], packages: [] },
  'desk/policy': { uses: ['action-kinds.ts', 'desk/judging', 'desk/policy/rules', 'desk/request'], packages: ['zod'] },
  'desk/policy/rules': {
    uses: ['action-kinds.ts', 'desk/judging', 'desk/policy', 'desk/request', 'desk/times.ts'],
    packages: ['zod'],
  },
  'desk/provers': {
    uses: ['desk', 'desk/judging', 'desk/provers/manager', 'desk/provers/number-match', 'desk/request'],
    packages: [],
  },
  'desk/provers/manager': {
    uses: ['desk/judging', 'desk/provers', 'desk/request', 'desk/times.ts'],
    packages: [],
  },
  'desk/provers/number-match': { uses: ['desk/judging', 'desk/provers', 'desk/times.ts'], packages: [] },
  'desk/refusals': { uses: ['desk', 'desk/request', 'desk/times.ts'], packages: [] },
  'desk/report': {
    uses: ['action-kinds.ts', 'desk/actions', 'desk/refusals', 'desk/request', 'desk/times.ts', 'desk/wording'],
    packages: [],
  },
  'desk/request': {
    uses: ['action-kinds.ts', 'desk/actions', 'desk/times.ts', 'errors.ts', 'locales/locale.ts'],
    packages: ['zod'],
  },
  'desk/times.ts': { uses: [], packages: [] },
  'desk/wording': { uses: ['desk/actions/reset-password'], packages: [] },
};
