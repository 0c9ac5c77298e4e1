import assert from 'node:assert/strict';
import { endAlarm } from '../../src/desk/end-alarm.ts';
import type { AlarmAbout } from '../../src/desk/settings.ts';
import { askerOf } from './model/people.ts';
import { asksProof, endsAlarm, raisesAlarm } from './support/caller-deeds.ts';
import { asks, CHANNEL } from './support/deeds.ts';
import { atNext, passes, policyIs, stands } from './support/happenings.ts';
import { givenUnder, Scene, type Step, WORD } from './support/spec.ts';

const DAY = 24 * 3_600_000;

/** Somebody asks for Anna, and she or her manager raises the alarm. */
function alarm(by: string, kind: 'number-match' | 'manager' = 'number-match', target = 'anna'): Step[] {
  return [asks(target, { by }), asksProof(kind, { of: by }), raisesAlarm({ of: by })];
}
const ENDED = { said: 'ended for anna', record: ['alarm-ended by gunnar'] };
const OVER = { said: 'not allowed: alarm-over' };

function denied(rule: string, by: string) {
  return { said: `not allowed: ${rule}`, record: [`not-allowed (${rule}) by ${by}`] };
}

async function sceneAfter(steps: readonly Step[]): Promise<Scene> {
  const scene = new Scene(WORD);
  for (const each of steps) await each(scene);
  return scene;
}

async function kept(scene: Scene): Promise<AlarmAbout> {
  return (await scene.store.setting('alarm:anna')) ?? assert.fail('there is no alarm');
}

describe('saying that an alarm was a mistake, in the desk alone', () => {
  it('ends it, on record with whose account it is about', async () => {
    const scene = await givenUnder(WORD, ...alarm('johanna'))
      .when(endsAlarm('gunnar'))
      .thenSee(ENDED);
    assert.deepEqual((await kept(scene)).ended, { by: { id: 'gunnar', name: 'gunnar' }, at: scene.now });
    const row = (await scene.store.auditTrail()).at(-1);
    assert.deepEqual([row?.targetId, row?.targetName, row?.conversationId], ['anna', 'anna', CHANNEL.conversationId]);
  });

  it('is for whoever may do something to the account', async () => {
    for (const who of ['ulla', 'erik', 'gunnar'])
      await givenUnder(WORD, ...alarm('johanna'))
        .when(endsAlarm(who))
        .thenSee({ said: 'ended for anna', record: [`alarm-ended by ${who}`] });
    await givenUnder(WORD, ...alarm('johanna'))
      .when(endsAlarm('maria'))
      .thenSee(denied('requester-has-no-role', 'maria'));
    await givenUnder(WORD, ...alarm('johanna'), stands('anna', 'helpdesk'))
      .when(endsAlarm('pia'))
      .thenSee(denied('requester-role-does-not-cover', 'pia'));
    const row = (scene: Scene) => scene.store.auditTrail().then(rows => rows.at(-1));
    const scene = await givenUnder(WORD, ...alarm('johanna'))
      .when(endsAlarm('maria'))
      .thenSee(denied('requester-has-no-role', 'maria'));
    assert.equal((await row(scene))?.detail, 'alarm-ended');
    assert.equal((await kept(scene)).ended, undefined);
  });

  it('is not for whose account it is about, whatever their role', () =>
    givenUnder(WORD, stands('anna', 'global'), ...alarm('gunnar'))
      .when(endsAlarm('anna'))
      .thenSee(denied('own-account', 'anna')));

  it('is for whoever may do one of the two things', async () => {
    // Only a pass can be given to an account whose passwords are kept elsewhere.
    const scene = await sceneAfter(alarm('erik'));
    const session = scene.session('johanna');
    const examine: typeof session.examine = async (...args) => {
      const read = await session.examine(...args);
      const domains = [{ name: 'contoso.example', federated: true }];
      return { ...read, target: read.target && { ...read.target, domains } };
    };
    const turn = { asker: askerOf('johanna'), correlationId: 'correlation-3' };
    const ending = { targetId: 'anna', alarm: (await kept(scene)).id, place: CHANNEL };
    assert.equal((await endAlarm(scene.desk, { ...session, examine }, turn, ending)).kind, 'ended');
  });

  it('is not for whose request it stopped, with whichever account', async () => {
    await givenUnder(WORD, ...alarm('johanna'))
      .when(endsAlarm('johanna'))
      .thenSee(denied('alarm-own', 'johanna'));
    const pairs = [{ person: 'ulla', account: 'gunnar' }];
    await givenUnder(WORD, ...alarm('ulla'), policyIs({ adminAccounts: { pairs, sharedAttribute: 'none' } }))
      .when(endsAlarm('gunnar'))
      .thenSee(denied('alarm-own', 'gunnar'));
  });

  it('is not for somebody of whom it is not known whether it stopped theirs', async () => {
    const scene = await sceneAfter(alarm('erik'));
    scene.desk.policy = { ...scene.desk.policy, adminAccounts: { pairs: [], sharedAttribute: 'employeeId' } };
    const session = scene.session('ulla');
    const examine: typeof session.examine = async (...args) => {
      const read = await session.examine(...args);
      const target = read.target && { ...read.target, employeeId: '' };
      return {
        ...read,
        target,
        requester: { ...read.requester, employeeId: '7', chat: { enabled: true, employeeId: '7' }, sharing: [] },
      };
    };
    const turn = { asker: askerOf('ulla'), correlationId: 'correlation-3' };
    const ending = { targetId: 'anna', alarm: (await kept(scene)).id, place: CHANNEL };
    const answer = await endAlarm(scene.desk, { ...session, examine }, turn, ending);
    assert.equal(answer.kind === 'refused' && answer.refusal.rule, 'person-unknown');
    assert.equal((await kept(scene)).ended, undefined);
  });

  it('is not for whose request an earlier one stopped that is in force with it', async () => {
    const both = [...alarm('johanna'), passes(DAY / 2), ...alarm('erik', 'manager')];
    await givenUnder(WORD, ...both)
      .when(endsAlarm('johanna'))
      .thenSee(denied('alarm-own', 'johanna'));
    await givenUnder(WORD, ...both, passes(DAY / 2))
      .when(endsAlarm('johanna'))
      .thenSee({ said: 'ended for anna', record: ['alarm-ended by johanna'] });
    await givenUnder(WORD, ...alarm('johanna'), endsAlarm('gunnar'), passes(1), ...alarm('erik', 'manager'))
      .when(endsAlarm('johanna'))
      .thenSee({ said: 'ended for anna', record: ['alarm-ended by johanna'] });
  });

  it('ends those before it with it, each once', async () => {
    const both = [...alarm('johanna'), passes(1), ...alarm('erik', 'manager')];
    const scene = await givenUnder(WORD, ...both)
      .when(endsAlarm('gunnar'))
      .thenSee(ENDED);
    assert.deepEqual(
      (await kept(scene)).before?.map(({ ended }) => ended?.by.id),
      ['gunnar'],
    );
    const again = await givenUnder(WORD, ...alarm('johanna'), endsAlarm('ulla'), passes(1), ...alarm('erik', 'manager'))
      .when(endsAlarm('gunnar'))
      .thenSee(ENDED);
    assert.deepEqual(
      (await kept(again)).before?.map(({ ended }) => ended?.by.id),
      ['ulla'],
    );
  });

  it('is once, in its day, and about the alarm of the card', async () => {
    await givenUnder(WORD, asks('anna')).when(endsAlarm('gunnar')).thenSee(OVER);
    await givenUnder(WORD, ...alarm('johanna'), endsAlarm('gunnar'))
      .when(endsAlarm('ulla'))
      .thenSee(OVER);
    await givenUnder(WORD, ...alarm('johanna'), passes(DAY))
      .when(endsAlarm('gunnar'))
      .thenSee(OVER);
    await givenUnder(WORD, ...alarm('johanna'), passes(DAY - 1))
      .when(endsAlarm('gunnar'))
      .thenSee(ENDED);
    await givenUnder(WORD, ...alarm('johanna'))
      .when(endsAlarm('gunnar', { alarm: 'an earlier one' }))
      .thenSee(OVER);
    await givenUnder(WORD, ...alarm('johanna'))
      .when(endsAlarm('gunnar', { target: 'nils' }))
      .thenSee(OVER);
  });

  it('is done by the first of two at the same moment', () =>
    givenUnder(WORD, ...alarm('johanna'), atNext('replaceSetting', 'before', endsAlarm('ulla')))
      .when(endsAlarm('gunnar'))
      .thenSee({ ...OVER, record: ['alarm-ended by ulla'] }));

  it('ends none that comes at the same moment', async () => {
    const more = [asks('anna'), asksProof('manager')];
    const scene = await givenUnder(
      WORD,
      ...[...more, ...alarm('johanna'), atNext('replaceSetting', 'before', raisesAlarm())],
    )
      .when(endsAlarm('gunnar'))
      .thenSee({ ...OVER, record: ['request-refused (caller-denied) by maria', 'alarm-raised by maria'] });
    const { by, ended, before } = await kept(scene);
    assert.deepEqual([by.id, ended, before?.[0]?.ended], ['maria', undefined, undefined]);
  });
});
