import assert from 'node:assert/strict';
import { wasCarriedOut } from '../../../src/desk/request/duties.ts';
import { MOST_SWEPT_AT_ONCE } from '../../../src/desk/times.ts';
import { sampleDuty, sampleTarget } from '../../store/samples.ts';
import { eventsOf, stored } from '../../support/approvals.ts';
import { eachWithErik } from '../../support/scene.ts';
import { stands } from '../../support/sign-in.ts';
import { ANNA, events, MINUTE } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';
import { putResets } from './owed-requests.ts';

/** More than wait for Teams at the same time. */
const REQUESTS = MOST_SWEPT_AT_ONCE + 8;

describe('what the sweep does first', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene));

  it('erases what is due in all requests before it waits for Teams, then brings their cards up to date', async () => {
    const at = Date.now();
    const { serviceUrl } = world.connector;
    const due = Array.from({ length: REQUESTS }, (_, each) => ({
      dueAt: at - each,
      carriedOutAt: at - 15 * MINUTE,
      handover: { serviceUrl, conversationId: `personal-${each}`, personal: true, cardId: `card-${each}` },
    }));
    const ids = await putResets(world, erik, due);
    world.connector.faults.push({ path: /^PUT/, times: MOST_SWEPT_AT_ONCE, holdMilliseconds: 6_000 });
    const sweeping = world.bot.sweep();
    const erased = async () => (await events(world)).filter(event => event === 'password-erased').length;
    while ((await erased()) < REQUESTS) await new Promise(resolve => setTimeout(resolve, 100));
    const states = await Promise.all(ids.map(id => stored(world, id)));
    assert.deepEqual(
      states.map(request => [request.state, request.state === 'done' && request.ending, 'sealed' in request]),
      Array(REQUESTS).fill(['done', 'erased', false]),
    );
    const updates = () => world.connector.calls.filter(({ method }) => method === 'PUT').length;
    assert.ok(updates() <= MOST_SWEPT_AT_ONCE, `${updates()} at once`);
    await sweeping;
    assert.equal(updates(), REQUESTS);
  });

  describe('signing out, without the sign-in of the requester', () => {
    let id: string;
    beforeEach(async () => {
      const target = { ...sampleTarget((await world.person(ANNA)).objectId), userPrincipalName: ANNA };
      const at = Date.now();
      const duties = [sampleDuty({ what: 'handover', at }), sampleDuty({ what: 'sign-out', at })];
      const owed = { target, signOut: true, carriedOutAt: at, dueAt: at + 15 * MINUTE, duties };
      [id = ''] = await putResets(world, erik, [owed]);
      await stands(world, erik, { state: 'signed-out' });
    });

    const signOutAfter = async (minutes: number) => {
      world.passTime(minutes * MINUTE);
      await world.bot.sweep();
      const request = await stored(world, id);
      assert.ok(wasCarriedOut(request));
      return request.signedOut ?? 'wanted';
    };
    const onRecord = async () => (await eventsOf(world, id)).filter(event => event.startsWith('sessions-'));

    it('is tried again for ten minutes, then it has failed', async () => {
      for (const minutes of [0, 2, 4, 3]) assert.equal(await signOutAfter(minutes), 'wanted');
      assert.deepEqual(await onRecord(), []);
      assert.equal(await signOutAfter(1), 'failed');
      assert.deepEqual(await onRecord(), ['sessions-not-revoked']);
    });

    it('is done as soon as they are signed in again', async () => {
      assert.equal(await signOutAfter(0), 'wanted');
      assert.equal(await signOutAfter(5), 'wanted');
      await stands(world, erik, { state: 'signed-in' });
      assert.equal(await signOutAfter(2), 'done');
      assert.deepEqual(await onRecord(), ['sessions-revoked']);
    });
  });
});
