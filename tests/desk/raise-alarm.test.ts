import assert from 'node:assert/strict';
import { keepAlarm } from '../../src/desk/raise-alarm.ts';
import type { AlarmAbout } from '../../src/desk/settings.ts';
import { answersAsk, askArrives, asksProof, endsAlarm, raisesAlarm } from './support/caller-deeds.ts';
import { asks, cancels, confirms, handsOver } from './support/deeds.ts';
import { atNext, passes } from './support/happenings.ts';
import { givenUnder, Scene, type Step, WORD } from './support/spec.ts';
import { nameOf } from './support/told.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ASKED: readonly Step[] = [asks('anna'), asksProof(), askArrives()];
const DENIED = {
  said: 'refused: caller-denied',
  record: ['request-refused (caller-denied) by anna', 'alarm-raised by anna'],
};

async function sceneAfter(...steps: readonly Step[]): Promise<Scene> {
  const scene = new Scene(WORD);
  for (const each of steps) await each(scene);
  return scene;
}

async function kept(scene: Scene): Promise<AlarmAbout> {
  return (await scene.store.setting('alarm:anna')) ?? assert.fail('there is no alarm');
}

/** Whose requests were stopped, and whether that has ended: the latest first. */
async function all(scene: Scene): Promise<string[]> {
  const { before = [], ...latest } = await kept(scene);
  return [latest, ...before].map(each => `${each.requester.id}${each.ended ? ' ended' : ''}`);
}

describe('raising the alarm, in the desk alone', () => {
  it('ends the request, and holds for all about the target', async () => {
    const scene = await givenUnder(WORD, ...ASKED)
      .when(raisesAlarm())
      .thenSee(DENIED);
    const request = await scene.request();
    const { id, ...alarm } = await kept(scene);
    assert.deepEqual(alarm, {
      by: { id: 'anna', name: 'anna' },
      as: 'number-match',
      at: scene.now,
      requestId: request.id,
      target: { id: 'anna', name: 'anna' },
      requester: { id: 'erik' },
    });
    assert.match(id, /^id-/);
    const row = (await scene.store.auditTrail()).at(-1);
    assert.deepEqual([row?.event, row?.detail, row?.conversationId], ['alarm-raised', 'number-match', 'chat-anna']);
    assert.equal(row?.rule, undefined);
  });

  it('is for whoever was asked alone, in their own chat', async () => {
    for (const who of ['erik', 'johanna', 'maria', 'gunnar'])
      await givenUnder(WORD, ...ASKED)
        .when(raisesAlarm({ who }))
        .thenSee({ said: 'not-theirs' });
    await givenUnder(WORD, ...ASKED)
      .when(raisesAlarm({ in: 'erik' }))
      .thenSee({ said: 'elsewhere' });
  });

  it('is possible as long as its card is there: answered, too late, or asked before somebody else', async () => {
    for (const then of [answersAsk('right'), answersAsk('wrong'), passes(DAY)])
      await givenUnder(WORD, ...ASKED, then)
        .when(raisesAlarm())
        .thenSee(DENIED);
    await givenUnder(WORD, ...ASKED, asksProof('manager'))
      .when(raisesAlarm({ earlier: 1 }))
      .thenSee(DENIED);
  });

  it('makes nothing of what was shown', async () => {
    const scene = await givenUnder(WORD, ...ASKED, answersAsk('right'), asksProof('manager'))
      .when(raisesAlarm({ who: 'maria' }))
      .thenSee({ ...DENIED, record: ['request-refused (caller-denied) by maria', 'alarm-raised by maria'] });
    const { caller } = await scene.request();
    assert.deepEqual(caller?.proofs, []);
    assert.deepEqual(
      caller?.asks.map(({ ended }) => ended),
      ['proved', 'alarm'],
    );
    assert.deepEqual((await kept(scene)).as, 'manager');
  });

  it('is once', async () => {
    await givenUnder(WORD, ...ASKED, raisesAlarm())
      .when(raisesAlarm())
      .thenSee({ said: 'stale' });
    const both = [...ASKED, asksProof('manager')];
    const scene = await givenUnder(WORD, ...both, atNext('replace', 'before', raisesAlarm({ earlier: 1 })))
      .when(raisesAlarm())
      .thenSee({ said: 'stale', record: DENIED.record });
    assert.deepEqual(await all(scene), ['erik']);
  });

  for (const [what, before, meanwhile, said, rows, calls] of [
    ['cancelled', [], cancels(), 'cancelled', ['request-cancelled by erik'], []],
    [
      'confirmed',
      [],
      confirms({ word: 'voice' }),
      'done',
      ['reset-started by erik', 'reset-accepted by erik', 'password-erased by anna'],
      ['erik for anna'],
    ],
    ['handed over', [confirms({ word: 'voice' })], handsOver(), 'done', ['password-handed-over by erik'], []],
    [
      'answered',
      [],
      answersAsk('right'),
      'refused: caller-denied',
      ['proof-given by anna', ...DENIED.record.slice(0, 1)],
      [],
    ],
  ] as const) {
    it(`comes through whatever happens at the same moment: ${what}`, async () => {
      const scene = await givenUnder(WORD, ...ASKED, ...before, atNext('replace', 'before', meanwhile))
        .when(raisesAlarm())
        .thenSee({ said, record: [...rows, 'alarm-raised by anna'], calls });
      assert.equal((await scene.request()).caller?.alarm?.by.id, 'anna');
      assert.ok(!('sealed' in (await scene.request())));
    });
  }
});

describe('the alarms about one target', () => {
  const of = (by: string, kind: 'number-match' | 'manager' = 'number-match') => [
    asks('anna', { by }),
    asksProof(kind, { of: by }),
  ];
  const raised = (by: string, kind?: 'number-match' | 'manager') => [...of(by, kind), raisesAlarm({ of: by })];

  it('are kept for a day, the latest first, with what has ended of them', async () => {
    const two = [...raised('johanna'), passes(DAY / 2), ...raised('erik', 'manager')];
    assert.deepEqual(await all(await sceneAfter(...two)), ['erik', 'johanna']);
    const ended = [...raised('johanna'), endsAlarm('gunnar'), passes(1), ...raised('erik', 'manager')];
    assert.deepEqual(await all(await sceneAfter(...ended)), ['erik', 'johanna ended']);
    // To ask takes a moment.
    const third = (later: number) => [...of('ulla'), ...two, passes(later), raisesAlarm({ of: 'ulla' })];
    assert.deepEqual(await all(await sceneAfter(...third(DAY / 2 - 2))), ['ulla', 'erik', 'johanna']);
    assert.deepEqual(await all(await sceneAfter(...third(DAY / 2 - 1))), ['ulla', 'erik']);
    assert.deepEqual(await all(await sceneAfter(...third(DAY))), ['ulla']);
    assert.equal((await kept(await sceneAfter(...third(DAY)))).before, undefined);
  });

  it('are each one of their own, and have a card of their own', async () => {
    const scene = await sceneAfter(...raised('johanna'));
    const first = await kept(scene);
    for (const each of raised('erik', 'manager')) await each(scene);
    const second = await kept(scene);
    assert.notEqual(second.id, first.id);
    const { id: _, target: _target, ...before } = first;
    assert.deepEqual(second.before, [before]);
  });

  it('that come at the same moment are all kept', async () => {
    const both = [...of('johanna', 'manager'), ...of('erik')];
    const scene = await sceneAfter(
      ...both,
      atNext('replaceSetting', 'before', raisesAlarm({ of: 'johanna' })),
      raisesAlarm(),
    );
    assert.deepEqual(await all(scene), ['erik', 'johanna']);
  });

  it('are kept once each, however often that is tried, and by whoever tells of them where nobody did', async () => {
    const scene = await sceneAfter(...of('erik'));
    const { store } = scene.desk;
    // The process dies after it has ended the request.
    scene.desk.store = Object.assign(Object.create(store), {
      replaceSetting: () => Promise.reject(new Error('killed')),
    });
    await assert.rejects(raisesAlarm()(scene), /killed/);
    scene.desk.store = store;
    const request = await scene.request();
    assert.equal(nameOf(request), 'refused: caller-denied');
    assert.equal(await scene.store.setting('alarm:anna'), undefined);
    for (let tries = 0; tries < 3; tries += 1) await keepAlarm(scene.desk, request);
    assert.deepEqual(await all(scene), ['erik']);
    assert.equal((await scene.record()).filter(line => line.startsWith('alarm-raised')).length, 1);
    for (const each of raised('johanna', 'manager')) await each(scene);
    await keepAlarm(scene.desk, request);
    assert.deepEqual(await all(scene), ['johanna', 'erik']);
  });

  it('are none where nobody has raised one, or nobody is chosen yet', async () => {
    for (const steps of [of('erik'), [asks('somebody')]]) {
      const scene = await sceneAfter(...steps);
      await keepAlarm(scene.desk, await scene.request());
      assert.equal(await scene.store.setting('alarm:anna'), undefined);
    }
  });
});
