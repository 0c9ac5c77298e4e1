import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { keyFor, text } from '../../../../src/locales/text.ts';
import { actions, cardOf, textOf } from '../../../support/chat.ts';
import { change, resetCalls, wishIn } from '../../../support/story.ts';
import { WITHOUT_PROOF } from '../../../support/without-proof.ts';
import { World } from '../../../support/world.ts';

const DOMAIN = 'fjallvind.example';
const GUEST = '#EXT#@fjallvind.onmicrosoft.example';

type Case = readonly [what: string, requester: string, target: string, rule: string | undefined];

const REFUSING: readonly Case[] = [
  ['home in another tenant', 'karin.holmgren', `mia.keller_adventure.example${GUEST}`, 'home-other-tenant'],
  [
    'home in another tenant, by its domain',
    'erik.lindqvist',
    `noah.fischer_adatum.example${GUEST}`,
    'home-other-tenant',
  ],
  ['a Microsoft account', 'erik.lindqvist', `tom.baker_live.example${GUEST}`, 'home-microsoft-account'],
  ['Google', 'erik.lindqvist', `gina.rossi_gmail.example${GUEST}`, 'home-google'],
  ['Facebook', 'erik.lindqvist', `felix.moreau_social.example${GUEST}`, 'home-facebook'],
  ['one-time codes by e-mail', 'erik.lindqvist', `olga.petrova_otp.example${GUEST}`, 'home-email-code'],
  ['a SAML/WS-Fed partner', 'erik.lindqvist', `paul.schmidt_turbinenbau.example${GUEST}`, 'home-partner'],
  ['invited, not redeemed', 'erik.lindqvist', `ines.costa_invitee.example${GUEST}`, 'home-not-redeemed'],
  ['an external member', 'karin.holmgren', `victor.hale_sister.example${GUEST}`, 'home-other-tenant'],
  ['user type Guest, at home here', 'erik.lindqvist', `jonas.ek@${DOMAIN}`, undefined],
  ['synced once', 'erik.lindqvist', `ewa.kowalska@${DOMAIN}`, undefined],
  ['synced, writeback unknown', 'karin.holmgren', `goran.malm@${DOMAIN}`, 'target-synced'],
  ['a cloud account in a federated domain', 'karin.holmgren', 'agneta.lapp@lappmark.example', 'target-federated'],
  ['synced, in a federated domain', 'karin.holmgren', 'thomas.reed@lappmark.example', 'target-federated'],
  ['in a restricted unit', 'karin.holmgren', `henrik.falk@${DOMAIN}`, 'target-restricted'],
  ['in a restricted unit, by its administrator', 'nils.granberg', `henrik.falk@${DOMAIN}`, undefined],
  ['a member of a role-assignable group', 'mikael.sandstrom', `hanna.blom@${DOMAIN}`, 'target-guards-roles'],
  ['an owner of a role-assignable group', 'mikael.sandstrom', `robert.fairfax@${DOMAIN}`, 'target-guards-roles'],
  ['the same, by a Global Administrator', 'karin.holmgren', `robert.fairfax@${DOMAIN}`, undefined],
  ['in the unit of a scoped administrator', 'frida.ekman', `maja.lindholm@${DOMAIN}`, undefined],
  ['outside that unit', 'frida.ekman', `anna.svensson@${DOMAIN}`, 'target-outside-unit'],
  ['in that unit, with a role', 'frida.ekman', `sofia.engstrom@${DOMAIN}`, 'requester-role-does-not-cover'],
  ['by a role through a group', 'fatima.haddad', `anna.svensson@${DOMAIN}`, undefined],
  ['by a role that is only eligible', 'linnea.strand', `anna.svensson@${DOMAIN}`, 'requester-has-no-role'],
  ['oneself', 'karin.holmgren', `karin.holmgren@${DOMAIN}`, 'own-account'],
];

const TRYING: readonly Case[] = [
  ['synced, writeback on', 'johanna.bergstrom', `goran.malm@${DOMAIN}`, undefined],
  ['synced, writeback on, another', 'erik.lindqvist', `sara.lovgren@${DOMAIN}`, undefined],
  ['a federated domain, left to Graph', 'karin.holmgren', 'agneta.lapp@lappmark.example', undefined],
  ['an external account all the same', 'karin.holmgren', `gina.rossi_gmail.example${GUEST}`, 'home-google'],
];

describe('kinds of accounts, through the whole bot', () => {
  let world: World;
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-policy-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => world.stop());

  for (const [policy, cases] of [
    [undefined, REFUSING],
    [{ passwordWriteback: 'on', federatedDomains: 'try' }, TRYING],
  ] as const) {
    describe(policy ? 'with writeback on and federated domains tried' : 'without a policy file', () => {
      for (const [what, requester, target, rule] of cases) {
        for (const locale of ['en', 'sv'] as const) {
          it(`${what} (${locale}): ${rule ?? 'can be reset'}`, async () => {
            world = await World.start(policyFile(policy));
            await world.reset();
            const client = await world.person(`${requester}@${DOMAIN}`, locale);
            const card = cardOf(await world.chat(client).says(wishIn(locale, target)));
            if (rule) {
              assert.match(
                textOf(card),
                new RegExp(
                  escaped(text(locale, keyFor('reset-password', `refusal.${rule}.title` as 'refusal.busy.title'))),
                ),
              );
              assert.equal(
                actions(card).some(({ verb }) => verb === 'confirm'),
                false,
              );
            } else {
              assert.match(textOf(card), new RegExp(escaped(text(locale, 'reset-password.confirm.title'))));
            }
            assert.equal(await resetCalls(world), 0);
          });
        }
      }
    });
  }

  it('a blocked account can be reset, and the card says that it stays blocked', async () => {
    world = await World.start();
    const erik = await world.person(`erik.lindqvist@${DOMAIN}`);
    const card = cardOf(await world.chat(erik).says(`reset password for stefan.borg@${DOMAIN}`));
    assert.match(textOf(card), /Sign-in is blocked for this account\. A reset does not unblock it/);
  });

  it('a custom role that the sign-in name did not show is found at the click', async () => {
    world = await World.start();
    const mikael = await world.person(`mikael.sandstrom@${DOMAIN}`);
    const chat = world.chat(mikael);
    const asked = await chat.says(`reset password for daniel.oberg@${DOMAIN}`);
    const answer = await chat.press(asked, 'confirm');
    assert.match(textOf(answer.value), /Fjällvind Printer Operator/);
    assert.equal(await resetCalls(world), 0);
  });

  it('a role that comes between card and click is told as a change', async () => {
    world = await World.start();
    const erik = await world.person(`erik.lindqvist@${DOMAIN}`);
    const chat = world.chat(erik);
    const asked = await chat.says('reset password for Anna Svensson');
    await change(world, `anna.svensson@${DOMAIN}`, { assignRoles: [{ role: 'Reports Reader' }] });
    const answer = await chat.press(asked, 'confirm');
    assert.match(textOf(answer.value), /roles have changed/i);
    assert.equal(await resetCalls(world), 0);
  });

  function policyFile(policy: object | undefined): Record<string, string> {
    if (!policy) return {};
    const file = path.join(folder, 'policy.json');
    writeFileSync(file, JSON.stringify({ ...WITHOUT_PROOF, approval: [{ when: 'never' }], ...policy }));
    return { POLICY_FILE: file };
  }
});

function escaped(words: string): string {
  return words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
