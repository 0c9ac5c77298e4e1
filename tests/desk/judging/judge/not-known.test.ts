import assert from 'node:assert/strict';
import { cardOf, textOf } from '../../../support/chat.ts';
import { ANNA, assertNothingHappened, audit, ERIK, fault } from '../../../support/story.ts';
import { World } from '../../../support/world.ts';

const ADVICE = /role|consent/;
const ANNAS_ID = 'dc288b5b-a6d9-46db-a8df-3c2c3c4be048';

/** Reads without which nothing is done, by the rule that then refuses. */
const PARTS: readonly [rule: string, pathPattern: string][] = [
  ['requester-roles-unknown', '/me/transitiveMemberOf/microsoft.graph.directoryRole'],
  ['target-roles-unknown', '/users/.*transitiveMemberOf/microsoft.graph.directoryRole'],
  ['target-groups-unknown', '/users/.*ownedObjects'],
  ['target-units-unknown', '/users/.*transitiveMemberOf/microsoft.graph.administrativeUnit'],
  ['target-domain-unknown', '/domains'],
];

const OUTAGES: readonly Record<string, unknown>[] = [
  { status: 503 },
  { status: 500, code: 'UnknownError' },
  { status: 403, foreign: 'html' },
  { status: 200, foreign: 'html' },
];

describe('what is not known, and why', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  beforeEach(() => world.sandbox.control('DELETE', 'faults'));
  after(() => world.stop());

  async function answerTo(message: string): Promise<string> {
    world.log.length = 0;
    return textOf(cardOf(await world.chat(await world.person(ERIK)).says(message)));
  }

  function lines(msg: string): Record<string, unknown>[] {
    return world.log.map(line => JSON.parse(line)).filter(line => line.msg === msg);
  }

  for (const [rule, pathPattern] of PARTS) {
    it(`${rule}: an outage is called one, and is no reason to hand out roles`, async () => {
      for (const trouble of OUTAGES) {
        await world.sandbox.control('DELETE', 'faults');
        await fault(world, { service: 'graph', pathPattern, times: null, ...trouble });
        const text = await answerTo(`reset password for ${ANNA}`);
        assert.match(text, /gave no answer[\s\S]*most likely an outage/, JSON.stringify(trouble));
        assert.doesNotMatch(text, /Directory Readers|consent/);
        assert.equal((await audit(world)).at(-1)?.rule, rule);
      }
    });

    it(`${rule}: a no is called one, with the way out`, async () => {
      await fault(world, {
        service: 'graph',
        pathPattern,
        status: 403,
        code: 'Authorization_RequestDenied',
        times: null,
      });
      const text = await answerTo(`reset password for ${ANNA}`);
      assert.doesNotMatch(text, /outage/);
      assert.match(text, ADVICE);
      assert.equal((await audit(world)).at(-1)?.rule, rule);
    });

    it(`${rule}: leaves a line with status, code and ids, and the rule in the turn’s line`, async () => {
      await fault(world, { service: 'graph', pathPattern, times: null, status: 500, code: 'UnknownError' });
      await answerTo(`reset password for ${ANNA}`);
      const [turn] = lines('turn');
      const [read] = lines('a read of Graph failed');
      assert.equal(turn?.rule, rule);
      assert.deepEqual(
        [read?.status, read?.errorCode, read?.code],
        [500, 'UnknownError', 'NYCKEL_DIRECTORY_UNAVAILABLE'],
      );
      assert.equal(read?.correlationId, turn?.correlationId);
      assert.match(String(read?.requestId), /^[0-9a-f-]{36}$/);
      assert.doesNotMatch(JSON.stringify(read), /anna|svensson|dc288b5b/i);
    });
  }

  it('says what is known of somebody who was found and then can not be read', async () => {
    for (const trouble of [{ status: 404, code: 'Request_ResourceNotFound' }, { status: 410 }]) {
      await fault(world, { service: 'graph', pathPattern: `/users/${ANNAS_ID}\\?`, ...trouble });
      const text = await answerTo('reset password for Anna Svensson');
      assert.match(text, /can't be read just now[\s\S]*found Anna Svensson a moment ago[\s\S]*try again in a minute/);
      assert.doesNotMatch(text, /Nobody matches|spelling/);
      const { event, rule } = (await audit(world)).at(-1) ?? {};
      assert.deepEqual([event, rule], ['request-refused', 'target-vanished']);
      assert.equal(lines('a read of Graph failed')[0]?.status, trouble.status);
    }
  });

  it('says the same where a history was asked for', async () => {
    await fault(world, { service: 'graph', pathPattern: `/users/${ANNAS_ID}\\?`, status: 404 });
    assert.match(await answerTo('history for Anna Svensson'), /found Anna Svensson a moment ago/);
    const { event, rule } = (await audit(world)).at(-1) ?? {};
    assert.deepEqual([event, rule], ['not-allowed', 'target-vanished']);
  });

  it('tells who may not search from who finds nobody', async () => {
    const denied = { service: 'graph', pathPattern: '/users\\?', status: 403, code: 'Authorization_RequestDenied' };
    await fault(world, { ...denied, times: null });
    const text = await answerTo('reset password for Anna Svensson');
    assert.match(text, /may not search[\s\S]*guest/);
    assert.doesNotMatch(text, /Your roles|Nobody matches/);
    assert.equal((await audit(world)).at(-1)?.rule, 'search-denied');
  });

  it('says what to write where a search is not taken', async () => {
    await fault(world, { service: 'graph', pathPattern: '\\$search', status: 400, code: 'Request_UnsupportedQuery' });
    assert.match(
      await answerTo('reset password for Anna Svensson'),
      /does not take a search like this[\s\S]*sign-in name/,
    );
    assert.equal((await audit(world)).at(-1)?.rule, 'search-not-taken');
    const [trouble] = lines('a turn could not be finished');
    assert.match(JSON.stringify(trouble), /status 400 Request_UnsupportedQuery[^"]*request-id [0-9a-f-]{36}/);
  });

  it('has done nothing in all of this', () => assertNothingHappened(world));
});
