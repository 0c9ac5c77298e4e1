import type { RefusalRule } from '../../../src/desk/request.ts';

/** The values that each refusal comes with. */
export const REFUSAL_VALUES: Readonly<Record<RefusalRule, Readonly<Record<string, string>>>> = {
  'requester-has-no-role': {},
  'requester-role-does-not-cover': {
    target: 'Anna Svensson',
    roles: 'Exchange Administrator, Groups Administrator',
    covering: 'Privileged Authentication Administrator, Global Administrator',
  },
  'requester-roles-unknown': {},
  'target-roles-unknown': { target: 'Anna Svensson' },
  'own-account': {},
  'signed-in-as-another': { account: 'Björn Ek' },
  'home-other-tenant': { target: 'Anna Svensson' },
  'home-microsoft-account': { target: 'Anna Svensson' },
  'home-google': { target: 'Anna Svensson' },
  'home-facebook': { target: 'Anna Svensson' },
  'home-email-code': { target: 'Anna Svensson' },
  'home-partner': { target: 'Anna Svensson' },
  'home-not-redeemed': { target: 'Anna Svensson' },
  'home-elsewhere': { target: 'Anna Svensson' },
  'target-federated': { target: 'Anna Svensson' },
  'target-domain-unknown': { target: 'Anna Svensson' },
  'target-groups-unknown': { target: 'Anna Svensson' },
  'target-units-unknown': { target: 'Anna Svensson' },
  'target-guards-roles': { target: 'Anna Svensson' },
  'target-outside-unit': { target: 'Anna Svensson' },
  'target-synced': { target: 'Anna Svensson' },
  'target-restricted': { target: 'Anna Svensson' },
  'target-gone': { target: 'Anna Svensson' },
  'target-changed': {
    before: 'Anna Svensson (anna.svensson@contoso.com)',
    after: 'Anna Lind (anna.lind@contoso.com)',
  },
  'target-roles-changed': { target: 'Anna Svensson' },
  'requester-roles-changed': {},
  'password-not-accepted': { target: 'Anna Svensson' },
  'writeback-policy': { target: 'Anna Svensson' },
  'writeback-minimum-age': { target: 'Anna Svensson' },
  'writeback-protected': { target: 'Anna Svensson' },
  'writeback-agent': { target: 'Anna Svensson' },
  'writeback-failed': { target: 'Anna Svensson' },
  'graph-denied': { target: 'Anna Svensson' },
  'not-possible': { target: 'Anna Svensson' },
  busy: {},
  'sign-in-lapsed': {},
  'target-already-open': { target: 'Anna Svensson' },
  'mention-not-a-person': {},
  'answer-lost': { target: 'Anna Svensson' },
};

/** Every rule that has a text. */
export function refusalRules(): RefusalRule[] {
  return Object.keys(REFUSAL_VALUES) as RefusalRule[];
}
