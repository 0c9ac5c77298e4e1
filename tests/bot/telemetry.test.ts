import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { cardOf } from '../support/chat.ts';
import { ANNA, ERIK, events, fault, JOHANNA, OLIVIA, resetAnna, showPassword } from '../support/story.ts';
import { type Client, World } from '../support/world.ts';
import { type Collected, collect } from '../telemetry/support/collected.ts';

/** What names people, and what people wrote: none of it belongs into a trace or a metric. */
const PRIVATE = /anna|svensson|erik|lindqvist|olivia|bennett|fjallvind|locked out|INC00|29:|%40|@/i;

describe('telemetry of the bot', () => {
  let collected: Collected;
  let world: World;
  let erik: Client;
  before(async () => {
    collected = collect();
    world = await World.start();
    erik = await world.person(ERIK);
  });
  after(async () => {
    await world.stop();
    await collected.stop();
  });
  beforeEach(async () => {
    await world.reset();
    collected.forget();
  });

  async function total(name: string, attributes: Record<string, unknown> = {}): Promise<number> {
    const points = (await collected.points(name)).filter(point =>
      Object.entries(attributes).every(([key, value]) => point.attributes[key] === value),
    );
    return points.reduce((sum, { value }) => sum + value, 0);
  }

  /** By how much a metric grows meanwhile. */
  async function growth(name: string, attributes: Record<string, unknown>, act: () => Promise<unknown>) {
    const before = await total(name, attributes);
    await act();
    return (await total(name, attributes)) - before;
  }

  function turnLines(): Record<string, unknown>[] {
    return world.log.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'turn');
  }

  it('writes one line per turn: what it was, who, what was answered, own time and waiting', async () => {
    const { asked, personal, handover } = await resetAnna(world, erik);
    await showPassword(personal, handover);
    assert.ok(cardOf(asked));
    const lines = turnLines();
    assert.deepEqual(
      // On a busy machine a message is acknowledged before its answer is there.
      lines.map(({ kind, answer, status }) => [kind, answer === 'later' ? undefined : answer, status]),
      [
        ['reset', undefined, 200],
        ['confirm', 'card', 200],
        ['show', 'card', 200],
      ],
    );
    for (const line of lines) {
      assert.equal(line.level, 'info');
      assert.equal(line.person, erik.objectId);
      assert.match(String(line.correlationId), /^[0-9a-f-]{36}$/);
      assert.ok(typeof line.ownMs === 'number' && line.ownMs > 0, String(line.ownMs));
      assert.doesNotMatch(JSON.stringify(line), PRIVATE);
    }
    const [asking, confirming, showing] = lines;
    assert.ok(typeof asking?.waitedMs === 'number' && asking.waitedMs > 0);
    assert.equal(confirming?.request, showing?.request);
    assert.equal(asking?.request, undefined);
  });

  it('does not take what Graph, the token service and Teams need for its own time', async () => {
    const { elapsed, line } = await answeredSlowly();
    const [own, waited] = [Number(line.ownMs), Number(line.waitedMs)];
    // A processor that is busy with others makes the own time longer, but the waits have no place in it.
    assert.ok(waited >= 2_000, JSON.stringify(line));
    assert.ok(own + waited <= elapsed + 0.1, `${JSON.stringify(line)} of ${elapsed}`);
  });

  /** A message for which each service takes its time, and the line of its turn, which was not acknowledged before the answer. */
  async function answeredSlowly(): Promise<{ elapsed: number; line: Record<string, unknown> }> {
    for (;;) {
      await world.reset();
      await fault(world, { service: 'graph', pathPattern: 'batch', delayMs: 600, times: 1 });
      await fault(world, { service: 'token', pathPattern: 'GetToken', delayMs: 400, times: 1 });
      world.connector.faults.push({ path: /^POST .*activities/, times: 10, delayMilliseconds: 1_000 });
      const began = performance.now();
      await world.chat(erik).post({ type: 'message', text: `reset password for ${ANNA}` });
      const elapsed = performance.now() - began;
      const [line] = turnLines();
      if (line && line.answer !== 'later') return { elapsed, line };
    }
  }

  it('has no turn for whom the door refuses, and a line for them already', async () => {
    const turns = await growth('nyckel.turns', {}, async () => {
      const answer = await fetch(`${world.botUrl}/api/messages`, {
        method: 'POST',
        headers: { authorization: 'Bearer nothing', 'content-type': 'application/json' },
        body: '{}',
      });
      assert.equal(answer.status, 401);
    });
    assert.equal(turns, 0);
    assert.deepEqual(turnLines(), []);
    assert.ok(world.log.some(line => line.includes('refused at the door')));
    assert.deepEqual(collected.spans(), []);
  });

  it('counts turns by kind, with their own time', async () => {
    const chat = world.chat(erik);
    assert.equal(await growth('nyckel.turns', { kind: 'help' }, () => chat.says('help')), 1);
    assert.equal(await growth('nyckel.turn.own_time', { kind: 'not-understood' }, () => chat.says('hmm')), 1);
  });

  it('counts calls to Graph by method, path template and status', async () => {
    const batch = { method: 'POST', path: '/$batch', status: 200 };
    const act = async () => void (await resetAnna(world, erik));
    assert.ok((await growth('nyckel.graph.calls', batch, act)) >= 2);
    const reset = { method: 'POST', path: '/users/{id}/authentication/methods/{id}/resetPassword', status: 202 };
    assert.ok((await total('nyckel.graph.calls', reset)) >= 1, JSON.stringify(await collected.points()));
    for (const { attributes } of await collected.points('nyckel.graph.calls')) {
      assert.doesNotMatch(String(attributes.path), /[0-9a-f]{8}|\?/);
    }
  });

  it('counts a reset and how it ended', async () => {
    const johanna = await world.person(JOHANNA);
    const counted = () => total('nyckel.resets', { outcome: 'verified' });
    const onRecord = async () => (await events(world)).filter(event => event === 'reset-verified').length;
    const before = await onRecord();
    await resetAnna(world, johanna);
    while ((await onRecord()) === before) await wait(50);
    // Counted once it is on record, as those of earlier tests were.
    while ((await counted()) <= before) await wait(50);
    const times = await counted();
    assert.ok(times <= (await onRecord()), `${times}`);
    assert.ok((await total('nyckel.resets', { outcome: 'accepted' })) >= 1);
  });

  it('counts what was refused, by rule and object id', async () => {
    const olivia = await world.person(OLIVIA);
    const attributes = { person: olivia.objectId };
    const refused = () => world.chat(olivia).says(`reset password for ${ANNA}`);
    assert.equal(await growth('nyckel.refusals', attributes, refused), 1);
  });

  it('has a span per turn, and below it one per call to Graph, Teams and the token service', async () => {
    await world.chat(erik).says(`reset password for ${ANNA}`);
    const spans = collected.spans();
    const turn = spans.find(({ kind }) => kind === SpanKind.SERVER) ?? assert.fail('there is no turn');
    assert.equal(turn.name, 'turn reset');
    assert.equal(turn.attributes['nyckel.kind'], 'reset');
    assert.equal(turn.attributes['nyckel.correlation_id'], turnLines()[0]?.correlationId);
    const below = spans.filter(span => span.parentSpanContext?.spanId === turn.spanContext().spanId);
    assert.deepEqual(
      new Set(below.map(({ attributes }) => attributes['peer.service'])),
      new Set(['graph', 'teams', 'token-service']),
    );
    // What an earlier reset still has to find out is no part of this turn.
    const ofTurn = spans.filter(span => span.spanContext().traceId === turn.spanContext().traceId);
    assert.equal(below.length, ofTurn.length - 1);
    const graph = below.find(({ attributes }) => attributes['peer.service'] === 'graph');
    assert.deepEqual([graph?.name, graph?.attributes['http.response.status_code']], ['POST /$batch', 200]);
    assert.equal(graph?.attributes['nyckel.correlation_id'], turn.attributes['nyckel.correlation_id']);
  });

  it('marks a call without a usable answer as failed, and one that says no as answered', async () => {
    await fault(world, { service: 'graph', pathPattern: 'batch', status: 503, times: 1 });
    // Erik may not read how his reset ended: 403.
    await resetAnna(world, erik);
    const denied = () => collected.spans().some(span => span.attributes['http.response.status_code'] === 403);
    while (!denied()) await wait(50);
    const outcomes = collected
      .spans()
      .filter(({ kind }) => kind === SpanKind.CLIENT)
      .map(({ attributes, status }) => [attributes['http.response.status_code'], status.code]);
    assert.ok(
      outcomes.some(([status, code]) => status === 403 && code === SpanStatusCode.OK),
      JSON.stringify(outcomes),
    );
    assert.ok(
      outcomes.some(([status, code]) => status === 503 && code === SpanStatusCode.ERROR),
      JSON.stringify(outcomes),
    );
  });

  it('holds no name, no address, nothing that was written and no secret', async () => {
    const chat = world.chat(erik);
    await chat.says('reset password for Anna Svensson because she is locked out, INC0012345');
    const { personal, handover } = await resetAnna(world, erik);
    const password = await showPassword(personal, handover);
    const everything = JSON.stringify([
      await collected.points(),
      collected.spans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    ]);
    assert.ok(collected.spans().length > 10);
    assert.doesNotMatch(everything, PRIVATE);
    assert.ok(!everything.includes(password));
    assert.doesNotMatch(everything, /eyJ|Bearer|v1\.[\w-]{8}\./);
  });
});
