import assert from 'node:assert/strict';
import { approvalsAt, eventsOf, KARIN, policy, present, rowsOf, stored } from '../../support/approvals.ts';
import { actions, answeredCard, type Chat, cardOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import {
  type Asked,
  answers,
  askWho,
  assertNoSecretSent,
  confirmable,
  confirmNow,
  JAMES,
  proofsOf,
  raises,
  wishFor,
} from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, JOHANNA, nowReads, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const ALERT = /Somebody may be trying to get into this account/;

/** What the tests of both policies begin with. */
class Scene {
  readonly world: World;
  readonly approvals: Chat;
  readonly johanna: Client;
  readonly anna: Client;
  readonly james: Client;

  private constructor(world: World, approvals: Chat, [johanna, anna, james]: readonly [Client, Client, Client]) {
    this.world = world;
    this.approvals = approvals;
    [this.johanna, this.anna, this.james] = [johanna, anna, james];
  }

  static async of({ world }: { world: World }): Promise<Scene> {
    const people = await Promise.all([world.person(JOHANNA), world.person(ANNA), world.person(JAMES)]);
    return new Scene(world, await approvalsAt(world, people[0]), people);
  }

  wish(): Promise<Asked> {
    return wishFor(this.world, this.johanna, { kind: 'channel' });
  }

  /** Anna, or her manager, says of a new request that this is not right. */
  async alarm(by: 'number-match' | 'manager'): Promise<string> {
    const whom = by === 'manager' ? this.james : this.anna;
    const asked = await askWho(this.world, await this.wish(), whom, by);
    assert.match(reads(await raises(asked)), /You have raised the alarm/);
    return asked.request;
  }

  /** The kinds that a card offers to ask for. */
  offered({ asked }: Asked): unknown[] {
    return actions(cardOf(present(this.world, asked))).flatMap(({ data }) => data?.kind ?? []);
  }

  /** The question to a second person, who stands in for what is not shown. */
  async standsIn({ chat, asked, request }: Asked): Promise<SentActivity> {
    const before = new Set(this.world.connector.in(this.approvals.id).map(({ id }) => id));
    answeredCard(await chat.execute('confirm', { request, withoutProof: true }, asked.id));
    const asks = (one: SentActivity) => actions(one).some(({ verb }) => verb === 'approve');
    const here = present(this.world, asked);
    return asks(here) ? here : this.approvals.next(before, 'the question');
  }

  async approvedBy(upn: string, { chat, asked }: Asked, question: SentActivity): Promise<string> {
    const whom = await this.world.person(upn);
    const where = question.id === asked.id ? chat : this.approvals;
    return reads(await where.as(whom).press(question, 'approve'));
  }
}

describe('a flood of alarms', () => {
  describe('where a second person may stand in', () => {
    let scene: Scene;
    eachInAWorld(async start => {
      scene = await Scene.of(start);
    }, policy('proof-somebody'));

    it('by everybody who can raise one locks nobody out: two people go on, who read of it', async () => {
      const { world } = scene;
      const stopped = [await scene.alarm('number-match'), await scene.alarm('manager')];
      const wished = await scene.wish();
      const asked = await askWho(world, wished, scene.anna);
      assert.match(reads(await answers(asked, asked.number)), /Thank you/);
      assert.deepEqual(await proofsOf(world, wished.request), ['number-match']);
      const tried = await wished.chat.execute('confirm', { request: wished.request }, wished.asked.id);
      assert.match(reads(tried), /Something has to show first/, 'it is not for who has raised it to say');
      assert.equal(await resetCalls(world), 0);
      await assertNoSecretSent(world);
      const question = await scene.standsIn(wished);
      assert.match(nowReads(world, question), /because James Whitaker raised the alarm about Anna Svensson/);
      assert.match(await scene.approvedBy(KARIN, wished, question), /reset the password of Anna Svensson/);
      assert.equal(await resetCalls(world), 1);
      for (const request of stopped) {
        assert.equal((await stored(world, request)).state, 'refused');
        assert.equal((await eventsOf(world, request)).filter(event => event === 'alarm-raised').length, 1);
      }
      const told = world.connector.in(scene.approvals.id).filter(each => ALERT.test(nowReads(world, each)));
      assert.equal(told.length, 2, 'one card for each request that was stopped');
    });

    it('ends with one word of a lead, however many there were', async () => {
      const { world, approvals } = scene;
      for (const by of ['number-match', 'manager'] as const) await scene.alarm(by);
      const alerts = await world.connector.until(() => {
        const found = world.connector.in(approvals.id).filter(each => ALERT.test(nowReads(world, each)));
        return found.length === 2 ? found : undefined;
      }, 'both alarms');
      const last = alerts.at(-1);
      assert.ok(last);
      const karin = await world.person(KARIN);
      assert.match(reads(await approvals.as(karin).press(last, 'end-alarm')), /This alarm was a mistake/);
      assert.deepEqual(scene.offered(await scene.wish()), ['number-match', 'manager']);
    });
  });

  describe('where nobody may stand in for what the policy wants', () => {
    let scene: Scene;
    eachInAWorld(async start => {
      scene = await Scene.of(start);
    }, policy('proof-or-nothing'));

    it('nothing shown is nothing done, whatever is pressed and written', async () => {
      const { world } = scene;
      const wished = await scene.wish();
      for (const more of [{ withoutProof: true }, { word: 'second-person' }, { word: 'voice', withoutProof: true }]) {
        const answer = await wished.chat.execute('confirm', { request: wished.request, ...more }, wished.asked.id);
        assert.match(reads(answer), /Something has to show first/, JSON.stringify(more));
      }
      const rows = await rowsOf(world, wished.request);
      assert.ok(rows.every(({ event }) => event !== 'approval-asked'));
      assert.ok(rows.some(({ event, rule }) => event === 'not-allowed' && rule === 'proof-missing'));
      assert.equal(await resetCalls(world), 0);
      await assertNoSecretSent(world);
    });

    it('an alarm makes it no less: what the policy wants is shown, and two people stand in for the alarm', async () => {
      const { world } = scene;
      for (const by of ['number-match', 'manager'] as const) await scene.alarm(by);
      const wished = await scene.wish();
      const early = await wished.chat.execute(
        'confirm',
        { request: wished.request, withoutProof: true },
        wished.asked.id,
      );
      assert.match(reads(early), /Something has to show first/);
      const asked = await askWho(world, wished, scene.anna);
      assert.match(reads(await answers(asked, asked.number)), /Thank you/);
      assert.deepEqual(await proofsOf(world, wished.request), ['number-match']);
      assert.match(reads(await confirmNow(world, wished)), /Something has to show first|second/);
      assert.equal(await resetCalls(world), 0);
      const question = await scene.standsIn(wished);
      assert.match(await scene.approvedBy(KARIN, wished, question), /reset the password of Anna Svensson/);
      assert.equal(await resetCalls(world), 1);
    });

    it('goes on with what is shown', async () => {
      const { world } = scene;
      const wished = await scene.wish();
      const asked = await askWho(world, wished, scene.anna);
      await answers(asked, asked.number);
      await confirmable(world, wished);
      assert.match(reads(await confirmNow(world, wished)), /reset the password of Anna Svensson/);
    });
  });
});
