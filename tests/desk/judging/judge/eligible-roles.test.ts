import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_POLICY, KARIN } from '../../../support/approvals.ts';
import { cardOf, textOf } from '../../../support/chat.ts';
import { eachInAWorld } from '../../../support/scene.ts';
import { loginRequestOf, ssoToken } from '../../../support/sign-in.ts';
import { ANNA, assertNothingHappened, audit, change, ERIK, fault, reads, resetCalls } from '../../../support/story.ts';
import { WITHOUT_PROOF } from '../../../support/without-proof.ts';
import { type Client, World } from '../../../support/world.ts';

const GLOBAL = { role: 'Global Administrator' };
const ELIGIBILITY = 'roleEligibilityScheduleInstances';
const NEXT = 'https://graph.microsoft.com/v1.0/next';
const TEXTS = {
  'en-US': {
    card: /Eligible for an administrator role, not active now: Global Administrator\./,
    because: /because Anna Svensson is eligible for Global Administrator/,
  },
  'sv-SE': {
    card: /Berättigad till administratörsroll, inte aktiv nu: Global Administrator\./,
    because: /eftersom Anna Svensson är berättigad till Global Administrator/,
  },
} as const;

describe('a target that may activate a role', () => {
  let world: World;
  eachInAWorld(async scene => {
    ({ world } = scene);
    await world.sandbox.control('PUT', 'tenant', { privilegedIdentityManagement: 'on' });
  }, DEFAULT_POLICY);

  const ask = (client: Client, whom: string) => {
    const chat = world.chat(client, 'channel');
    const reset = client.locale.startsWith('sv') ? 'återställ lösenord för' : 'reset password for';
    return chat.says(`${reset} ${whom}`).then(asked => ({ chat, asked }));
  };

  for (const locale of ['en-US', 'sv-SE'] as const) {
    it(`needs a second person for an eligible Global Administrator, whoever asks (${locale})`, async () => {
      await change(world, ANNA, { makeEligible: [GLOBAL] });
      const karin = await world.person(KARIN, locale);
      for (const whom of ['Anna Svensson', ANNA]) {
        const { chat, asked } = await ask(karin, whom);
        // By sign-in name the click is the first to know.
        if (whom !== ANNA) assert.match(textOf(cardOf(asked)), TEXTS[locale].card);
        assert.match(reads(await chat.press(asked, 'confirm')), TEXTS[locale].because, whom);
        await assertNothingHappened(world);
        await chat.press(asked, 'cancel');
      }
    });
  }

  it('says that an eligible role is the reason to a role that does not cover it', async () => {
    await change(world, ANNA, { makeEligible: [GLOBAL] });
    await change(world, ERIK, { assignRoles: [{ role: 'Security Administrator' }] });
    const erik = await world.person(ERIK);
    const { asked } = await ask(erik, 'Anna Svensson');
    assert.match(
      textOf(cardOf(asked)),
      /protected by an eligible role[\s\S]*Anna Svensson is eligible for Global Administrator/,
    );
    const { chat, asked: byAddress } = await ask(erik, ANNA);
    assert.match(reads(await chat.press(byAddress, 'confirm')), /protected by an eligible role/);
    assert.equal((await audit(world)).at(-1)?.rule, 'target-eligible');
    await assertNothingHappened(world);
  });

  const NOT_READ = /could not be read whether Anna Svensson is eligible[^.]*\. Security Reader/;
  const NO_ANSWER = /gave no answer when asked whether Anna Svensson is eligible[^.]*\. This is most likely an outage/;
  const UNREADABLE: readonly [what: string, fault: object | undefined, said?: RegExp][] = [
    ['Graph shows them to other roles alone', undefined],
    ['they are refused', { status: 403, code: 'Authorization_RequestDenied' }],
    ['they can not be found', { status: 404 }],
    ['the request is not understood', { status: 400, code: 'BadRequest' }],
    ['they fail', { status: 500 }, NO_ANSWER],
    ['they are throttled for too long', { status: 429, headers: { 'Retry-After': '600' } }, NO_ANSWER],
    ['the answer is none', { status: 200, body: {} }, NO_ANSWER],
    ['a row is odd', { status: 200, body: { value: [{ directoryScopeId: '/', roleDefinition: null }] } }],
    ['the list goes on', { status: 200, body: { value: [], '@odata.nextLink': NEXT } }, NO_ANSWER],
    ['the list is shorter than its count', { status: 200, body: { value: [], '@odata.count': 1 } }],
  ];
  for (const [what, wrong, said = NOT_READ] of UNREADABLE) {
    it(`is never enough for one person to reset somebody whose eligible roles could not be read: ${what}`, async () => {
      if (wrong) await fault(world, { service: 'graph', pathPattern: ELIGIBILITY, times: null, ...wrong });
      const { chat, asked } = await ask(await world.person(ERIK), 'Anna Svensson');
      assert.match(reads(await chat.press(asked, 'confirm')), said);
      await assertNothingHappened(world);
    });
  }

  it('is looked for in vain, and one person is enough, where the tenant has no license for it', async () => {
    await world.sandbox.control('PUT', 'tenant', { privilegedIdentityManagement: 'off' });
    const { chat, asked } = await ask(await world.person(ERIK), 'Anna Svensson');
    assert.match(reads(await chat.press(asked, 'confirm')), /Password reset/);
    assert.equal(await resetCalls(world), 1);
  });

  it('is known to nobody through a group that it may join: Microsoft Entra refuses', async () => {
    await world.sandbox.control('PATCH', `users/${ANNA}`, { makeGroupsEligible: ['Break-glass reviewers'] });
    await change(world, ERIK, { assignRoles: [{ role: 'Security Administrator' }] });
    const { chat, asked } = await ask(await world.person(ERIK), 'Anna Svensson');
    loginRequestOf(await chat.press(asked, 'confirm'));
    const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, chat.client) };
    const answer = reads(await chat.press(asked, 'confirm', {}, { authentication }));
    assert.match(
      answer,
      /The password was not reset[\s\S]*protected in a way that I can't read, such as a group that it may join/,
    );
    assert.ok(!(await audit(world)).some(({ event }) => event === 'reset-accepted'));
  });
});

describe('a policy that leaves out eligible roles which could not be read', () => {
  it('lets one person be enough there, and not where they are read', async () => {
    const world = await World.start({}, false);
    try {
      const file = path.join(world.folder, 'policy.json');
      writeFileSync(
        file,
        JSON.stringify({ ...WITHOUT_PROOF, approval: [{ when: 'target-holds-role', eligible: 'where-readable' }] }),
      );
      await world.bot.stop();
      await world.startBot({ POLICY_FILE: file });
      await world.sandbox.control('PUT', 'tenant', { privilegedIdentityManagement: 'on' });
      await change(world, ANNA, { makeEligible: [{ role: 'Helpdesk Administrator' }] });
      const first = world.chat(await world.person(KARIN), 'channel');
      const asked = await first.says('reset password for Anna Svensson');
      assert.match(reads(await first.press(asked, 'confirm')), /is eligible for Helpdesk Administrator/);
      assert.equal(await resetCalls(world), 0);
      await first.press(asked, 'cancel');
      const second = world.chat(await world.person(ERIK), 'channel');
      assert.match(
        reads(await second.press(await second.says('reset password for Anna Svensson'), 'confirm')),
        /Password reset/,
      );
    } finally {
      await world.stop();
    }
  });
});
