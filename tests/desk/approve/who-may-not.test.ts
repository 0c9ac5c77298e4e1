import assert from 'node:assert/strict';
import {
  approvalsAt,
  assertStillWaits,
  BJORN,
  DEFAULT_POLICY,
  eventsOf,
  FRIDA,
  KARIN,
  LARS,
  MIKAEL,
  policy,
  rowsOf,
  type Waiting,
  waitForApproval,
} from '../../support/approvals.ts';
import { stands } from '../../support/sign-in.ts';
import {
  assertNothingHappened,
  ERIK,
  events,
  fault,
  JOHANNA,
  lineOf,
  OLIVIA,
  reads,
  resetCalls,
} from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';

const INGRID = 'ingrid.dahl@fjallvind.example';
const HANNA = 'hanna.blom@fjallvind.example';

interface Case {
  who: string;
  requester?: string;
  target?: string;
  approver: string;
  /** Whose account the approver is signed in with, where it is not their own. */
  account?: string;
  unreadable?: string;
  rule: string;
  en: RegExp;
  sv: RegExp;
  policy?: { POLICY_FILE: string };
}

const OWN_REQUEST = {
  rule: 'approver-is-requester',
  en: /^You asked for this reset yourself/,
  sv: /^Du har själv begärt/,
};
const NOT_COVERING = {
  rule: 'approver-role-does-not-cover',
  en: /^None of your active roles could reset the password of/,
  sv: /^Ingen av dina aktiva roller kan återställa lösenordet för/,
};

const CASES: readonly Case[] = [
  { who: 'the requester', approver: ERIK, ...OWN_REQUEST },
  { who: 'a Global Administrator who asked', requester: KARIN, approver: KARIN, ...OWN_REQUEST },
  { who: 'the requester, signed in as a colleague', approver: ERIK, account: JOHANNA, ...OWN_REQUEST },
  {
    who: 'the target, whose role covers their own account',
    target: LARS,
    approver: LARS,
    rule: 'approver-is-target',
    en: /^This request is about your own password/,
    sv: /^Begäran gäller ditt eget lösenord/,
  },
  { who: 'somebody whose role does not cover the target', approver: LARS, ...NOT_COVERING },
  { who: 'somebody whose role holds for another unit', approver: FRIDA, ...NOT_COVERING },
  { who: 'somebody with a strong role for another unit', approver: BJORN, ...NOT_COVERING },
  {
    who: 'somebody whom a protecting group keeps out',
    requester: INGRID,
    target: HANNA,
    approver: JOHANNA,
    ...NOT_COVERING,
  },
  {
    who: 'a Global Administrator, for an account in a restricted unit',
    requester: 'nils.granberg@fjallvind.example',
    target: 'henrik.falk@fjallvind.example',
    approver: KARIN,
    policy: policy('always-two'),
    ...NOT_COVERING,
  },
  {
    who: 'somebody without a role',
    approver: OLIVIA,
    rule: 'approver-has-no-role',
    en: /^To decide on this you need an active role that could reset the password of Gustav Norberg/,
    sv: /^För att avgöra det här behöver du en aktiv roll/,
  },
  {
    who: 'somebody whose roles can’t be read',
    approver: JOHANNA,
    unreadable: '/me/transitiveMemberOf',
    rule: 'approver-roles-unknown',
    en: /^Microsoft Entra ID did not tell which roles you hold, so nothing was decided/,
    sv: /vilka roller du har, så inget har avgjorts/,
  },
  {
    who: 'anybody, while the target’s roles can’t be read',
    approver: JOHANNA,
    unreadable: '/users/.*transitiveMemberOf',
    rule: 'target-roles-unknown',
    en: /^Microsoft Entra ID did not tell which roles Gustav Norberg holds/,
    sv: /vilka roller Gustav Norberg har/,
  },
  {
    who: 'somebody without a role who is signed in as a colleague with one',
    approver: OLIVIA,
    account: JOHANNA,
    rule: 'signed-in-as-another',
    en: /^You are signed in here as Johanna Bergström/,
    sv: /^Du är inloggad här som Johanna Bergström/,
  },
  {
    who: 'a colleague who is signed in as the requester',
    approver: MIKAEL,
    account: ERIK,
    rule: 'signed-in-as-another',
    en: /^You are signed in here as Erik Lindqvist/,
    sv: /^Du är inloggad här som Erik Lindqvist/,
  },
];

describe('who may not decide', () => {
  let world: World;
  afterEach(() => world.stop());

  async function waits(
    { requester = ERIK, target, policy: rules = DEFAULT_POLICY }: Case,
    kind: 'channel' | 'personal',
  ) {
    world = await World.start(rules);
    const asker = await world.person(requester);
    const approvals = kind === 'personal' ? await approvalsAt(world, await world.person(KARIN)) : undefined;
    return waitForApproval(world, asker, { kind, target, approvals });
  }

  async function press(waiting: Waiting, one: Case, client: Client, verb: string) {
    if (one.account) await stands(world, client, { account: (await world.person(one.account)).objectId });
    if (one.unreadable) {
      await fault(world, { service: 'graph', pathPattern: one.unreadable, status: 403, times: null });
    }
    const inputs = verb === 'decline' ? { declineReason: 'I say so' } : {};
    return waiting.deciding.chat.as(client).press(waiting.deciding.card, verb, inputs);
  }

  for (const kind of ['channel', 'personal'] as const) {
    for (const one of CASES) {
      it(`${one.who} (${kind}): told why, on record, nothing is reset`, async () => {
        const waiting = await waits(one, kind);
        const approver = await world.person(one.approver);
        assert.match(lineOf(await press(waiting, one, approver, 'approve')), one.en);
        const swedish = { ...approver, locale: 'sv-SE' };
        assert.match(lineOf(await press(waiting, one, swedish, 'decline')), one.sv);
        const rows = (await rowsOf(world, waiting.request)).slice(2);
        const expected = { event: 'approval-refused', rule: one.rule, actorId: approver.objectId };
        assert.deepEqual(
          rows.map(({ event, rule, actorId }) => ({ event, rule, actorId })),
          [expected, expected],
        );
        await assertStillWaits(world, waiting);
        await world.bot.sweep();
        await assertNothingHappened(world);
      });
    }
  }

  it('whoever was refused keeps nobody else from approving', async () => {
    const waiting = await waits({ ...OWN_REQUEST, who: '', approver: ERIK }, 'channel');
    for (const person of [ERIK, LARS, OLIVIA]) {
      await waiting.chat.as(await world.person(person)).press(waiting.card, 'approve');
    }
    const answer = await waiting.chat.as(await world.person(MIKAEL)).press(waiting.card, 'approve');
    assert.match(reads(answer), /reset the password of Gustav Norberg[\s\S]*Approved by\nMikael Sandström/);
    assert.equal(await resetCalls(world), 1);
  });

  it('roles count as they are at the click: activated in PIM meanwhile, and run out meanwhile', async () => {
    const waiting = await waits({ ...OWN_REQUEST, who: '', approver: ERIK }, 'channel');
    const linnea = await world.person('linnea.strand@fjallvind.example');
    const path = `users/${encodeURIComponent(linnea.userPrincipalName)}`;
    const roles = [{ role: 'User Administrator' }];
    const pressed = () => waiting.chat.as(linnea).press(waiting.card, 'approve');
    assert.match(lineOf(await pressed()), /If you are eligible for one in PIM, activate it and press again/);
    await world.sandbox.control('PATCH', path, { assignRoles: roles });
    await world.sandbox.control('PATCH', path, { removeRoles: roles });
    assert.match(lineOf(await pressed()), /you need an active role/);
    await world.sandbox.control('PATCH', path, { assignRoles: roles });
    assert.match(reads(await pressed()), /Approved by\nLinnea Strand/);
  });

  it('approve and decline at once, by two people: one of them counts, and both are told which', async () => {
    const waiting = await waits({ ...OWN_REQUEST, who: '', approver: ERIK }, 'channel');
    const [mikael, johanna] = [await world.person(MIKAEL), await world.person(JOHANNA)];
    const answers = await Promise.all([
      waiting.chat.as(mikael).press(waiting.card, 'approve'),
      waiting.chat.as(johanna).press(waiting.card, 'decline', { declineReason: 'no' }),
    ]);
    const decided = (await eventsOf(world, waiting.request)).filter(event => /request-(approved|declined)/.test(event));
    assert.equal(decided.length, 1);
    const approved = decided[0] === 'request-approved';
    assert.equal(await resetCalls(world), approved ? 1 : 0);
    for (const answer of answers) {
      const text = reads(answer);
      assert.match(text, approved ? /Mikael Sandström|Resetting the password/ : /Johanna Bergström declined/);
    }
  });

  it('ten approvals at once, by two people: one reset, one approver on record', async () => {
    const waiting = await waits({ ...OWN_REQUEST, who: '', approver: ERIK }, 'channel');
    const people = [await world.person(MIKAEL), await world.person(JOHANNA)];
    const presses = Array.from({ length: 5 }, () =>
      people.map(one => waiting.chat.as(one).press(waiting.card, 'approve')),
    );
    for (const answer of await Promise.all(presses.flat())) reads(answer);
    assert.equal(await resetCalls(world), 1);
    assert.equal((await events(world)).filter(event => event === 'request-approved').length, 1);
  });

  it('two who asked may decide on each other’s request', async () => {
    const waiting = await waits({ ...OWN_REQUEST, who: '', approver: ERIK }, 'channel');
    const johanna = await world.person(JOHANNA);
    const other = await waitForApproval(world, johanna, { target: 'peter.hedlund@fjallvind.example' });
    assert.match(reads(await waiting.chat.as(johanna).press(waiting.card, 'approve')), /Gustav Norberg/);
    const erik = await world.person(ERIK);
    assert.match(reads(await other.chat.as(erik).press(other.card, 'approve')), /Peter Hedlund/);
    assert.equal(await resetCalls(world), 2);
  });

  it('an empty list of rules never means that nobody else is needed: the start is refused, with the fix', async () => {
    world = await World.start(DEFAULT_POLICY);
    await assert.rejects(world.startBot(policy('no-rules')), /no-rules\.json: approval: an empty list.*"never"/);
  });

  it('without a policy file two people are needed where the target holds a role, and one where not', async () => {
    world = await World.start(DEFAULT_POLICY);
    const erik = await world.person(ERIK);
    const { request } = await waitForApproval(world, erik);
    assert.deepEqual(await eventsOf(world, request), ['request-opened', 'approval-asked']);
    const one = await waitForApproval(world, erik, { target: OLIVIA });
    assert.ok((await eventsOf(world, one.request)).includes('reset-accepted'));
  });
});
