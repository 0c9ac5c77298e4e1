import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VERBS } from '../../../../src/cards/actions.ts';
import {
  assertPolite,
  assertUnharmed,
  eventsOf,
  GUSTAV,
  LARS,
  PETER,
  requestOn,
  rowsOf,
  stored,
  type Waiting,
  waitForApproval,
} from '../../../support/approvals.ts';
import type { Chat, InvokeAnswer } from '../../../support/chat.ts';
import { eachWithApprover } from '../../../support/scene.ts';
import { assertNothingHappened, audit, lineOf, OLIVIA, reads, resetCalls } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

const RUNS = { numRuns: 150, seed: 20260312 };

describe('clicks that no card of ours sends', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let waiting: Waiting;
  eachWithApprover(async scene => {
    ({ world, erik, johanna } = scene);
    waiting = await waitForApproval(world, erik, { inputs: { reason: 'forgot', ticket: 'INC1' } });
  });

  it('the request’s id changed: truncated, extended, of another type, or a name that every object has', async () => {
    const { request } = waiting;
    const ids: unknown[] = [
      ...[request.slice(0, -1), request.slice(1), `${request}A`, ` ${request}`, `${request}\u0000`, `${request}=`],
      ...[
        request.toLowerCase(),
        [...request].reverse().join(''),
        `${request},${request}`,
        encodeURIComponent(`${request}%`),
      ],
      ...[
        '__proto__',
        'constructor',
        'toString',
        'hasOwnProperty',
        'undefined',
        'null',
        '*',
        '%',
        "' OR ''='",
        'x'.repeat(50_000),
      ],
      ...[
        '',
        ' ',
        0,
        1,
        -1,
        1.5,
        true,
        null,
        undefined,
        [],
        [request],
        {},
        { request },
        { $ne: '' },
        { toString: request },
      ],
    ];
    for (const id of ids) {
      for (const chat of [waiting.chat, waiting.chat.as(johanna)]) {
        for (const verb of ['approve', 'decline', 'cancel', 'confirm', 'run', 'show']) {
          const answer = await chat.execute(verb, { request: id, declineReason: 'no', choice: 0 }, waiting.card.id);
          assert.match(lineOf(answer), /does not work any more/, `${verb} ${JSON.stringify(id)?.slice(0, 80)}`);
        }
      }
    }
    await assertUnharmed(world, waiting, johanna);
  });

  it('the data as a whole: missing, of another type, or with the id elsewhere', async () => {
    const { request } = waiting;
    for (const data of [undefined, null, request, 7, true, [], [{ request }], { id: request }, { Request: request }]) {
      const answer = await waiting.chat.as(johanna).execute('approve', data, waiting.card.id);
      assert.match(lineOf(answer), /does not work any more/, JSON.stringify(data));
    }
    await assertUnharmed(world, waiting, johanna);
  });

  it('the verb of another button, pressed by whom it is not for', async () => {
    for (const verb of VERBS.filter(one => !['approve', 'decline', 'agree'].includes(one))) {
      const data = { request: waiting.request, choice: 0, declineReason: 'no' };
      const answer = await waiting.chat.as(johanna).execute(verb, data, waiting.card.id);
      assert.equal(lineOf(answer), 'Only Erik Lindqvist can use this card.', verb);
      assert.equal((await rowsOf(world, waiting.request)).at(-1)?.event, 'not-allowed');
    }
    for (const verb of [
      'Approve',
      'approve ',
      'approved',
      'decide',
      '__proto__',
      'constructor',
      'toString',
      'approve,decline',
    ]) {
      const answer = await waiting.chat.as(johanna).execute(verb, { request: waiting.request }, waiting.card.id);
      assert.match(lineOf(answer), /does not work any more/, verb);
    }
    await assertUnharmed(world, waiting, johanna);
  });

  it('an approver adds fields: what counts is what the requester confirmed', async () => {
    const more = {
      ...{ reason: 'other', ticket: 'EVIL-1', signOut: 'true', choice: 0, declineReason: 'no', note: 'evil' },
      ...{ target: { id: johanna.objectId }, targetId: johanna.objectId, state: 'reset', requester: johanna.objectId },
      ...{ approval: { decision: { verdict: 'approved' } }, password: 'Evil-Password-1', version: 99 },
    };
    const answer = await waiting.chat.as(johanna).press(waiting.card, 'approve', more);
    assert.match(reads(answer), /Erik Lindqvist reset the password of Gustav Norberg/);
    assert.doesNotMatch(JSON.stringify(answer), /EVIL|evil/);
    const request = await stored(world, waiting.request);
    assert.ok('signOut' in request);
    const { ticket, reason, signOut, note, target } = request;
    assert.deepEqual(
      [ticket, reason, signOut, note, target.userPrincipalName],
      ['INC1', 'forgot', false, undefined, GUSTAV],
    );
    assert.equal(await world.trySignIn(GUSTAV, 'Evil-Password-1'), 'wrong-password');
    assert.doesNotMatch(JSON.stringify(await audit(world)), /EVIL|evil/);
  });

  it('inputs too long or of another type: declined never without a reason that can be read', async () => {
    for (const declineReason of [
      'x'.repeat(201),
      'x'.repeat(100_000),
      7,
      true,
      null,
      [],
      ['no'],
      { text: 'no' },
      '\n\t ',
    ]) {
      const answer = await waiting.chat.as(johanna).press(waiting.card, 'decline', { declineReason });
      assert.match(lineOf(answer), /Write why you decline/, JSON.stringify(declineReason).slice(0, 80));
    }
    for (const inputs of [
      { choice: -1 },
      { choice: 1.5 },
      { choice: '0' },
      { choice: 21 },
      { choice: [0] },
      { choice: {} },
    ]) {
      assert.match(lineOf(await waiting.chat.as(johanna).press(waiting.card, 'approve', inputs)), /does not work/);
    }
    await assertUnharmed(world, waiting, johanna);
  });

  describe('replayed', () => {
    for (const verb of ['approve', 'decline', 'cancel']) {
      it(`${verb}: the very same activity five times at once and once more later counts once`, async () => {
        const chat = verb === 'cancel' ? waiting.chat : waiting.chat.as(johanna);
        const press = () => replay(chat, verb, { request: waiting.request, declineReason: 'no' }, waiting.card.id);
        for (const answer of await Promise.all(Array.from({ length: 5 }, press))) assertPolite(answer, verb);
        assertPolite(await press(), verb);
        const decided = (await eventsOf(world, waiting.request)).filter(one =>
          /request-(approved|declined|cancelled)/.test(one),
        );
        assert.equal(decided.length, 1);
        assert.equal(await resetCalls(world), verb === 'approve' ? 1 : 0);
      });
    }

    it('confirm: asked for approval once', async () => {
      const asked = await waiting.chat.says(`reset password for ${PETER}`);
      const press = () => replay(waiting.chat, 'confirm', { request: requestOn(asked) }, asked.id);
      for (const answer of await Promise.all(Array.from({ length: 5 }, press))) reads(answer);
      reads(await press());
      assert.deepEqual(await eventsOf(world, requestOn(asked)), ['request-opened', 'approval-asked']);
      await assertNothingHappened(world);
    });
  });

  it('whatever is made up, by whoever may not decide: polite, and nothing is decided (property)', async () => {
    const people = await Promise.all([GUSTAV, LARS, OLIVIA].map(one => world.person(one)));
    const ids = fc.oneof(fc.constant(waiting.request), fc.jsonValue({ maxDepth: 1 }), fc.string());
    const data = fc.record(
      {
        request: ids,
        choice: fc.oneof(fc.integer(), fc.jsonValue({ maxDepth: 1 })),
        reason: fc.jsonValue({ maxDepth: 1 }),
        ticket: fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 })),
        signOut: fc.oneof(fc.constant('true'), fc.jsonValue({ maxDepth: 1 })),
        declineReason: fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 })),
      },
      { requiredKeys: [] },
    );
    const click = fc.record({
      verb: fc.oneof(fc.constantFrom<string>(...VERBS), fc.string({ minLength: 1 })),
      data: fc.oneof({ weight: 4, arbitrary: data }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) }),
      who: fc.constantFrom(...people),
      where: fc.constantFrom<'here' | 'personal' | 'channel'>('here', 'personal', 'channel'),
    });
    await fc.assert(
      fc.asyncProperty(click, async one => {
        const chat = one.where === 'here' ? waiting.chat.as(one.who) : world.chat(one.who, one.where);
        assertPolite(await chat.execute(one.verb, one.data, waiting.card.id), JSON.stringify(one));
      }),
      RUNS,
    );
    await assertUnharmed(world, waiting, johanna);
  });

  /** The same activity as the last time, with its id. */
  function replay(chat: Chat, verb: string, data: object, replyToId: string): Promise<InvokeAnswer> {
    const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' };
    return chat.invoke('adaptiveCard/action', value, { replyToId, id: `replayed-${verb}` });
  }
});
