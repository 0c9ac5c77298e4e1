import assert from 'node:assert/strict';
import { answersAsk, askFails, asksProof } from '../support/caller-deeds.ts';
import { asks, cancels } from '../support/deeds.ts';
import { atNext, passes } from '../support/happenings.ts';
import { givenUnder, type Scene, SOMEBODY_ELSE, type Step } from '../support/spec.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TOO_MANY = { said: 'not allowed: proof-too-many', record: ['not-allowed (proof-too-many) by ulla'] };
const ANNA_IS_ASKED = { said: 'open, anna: is asked', record: ['proof-asked by ulla'] };
const MARIA_IS_ASKED = { said: 'open, maria: is asked', record: ['proof-asked by ulla'] };

function wished(by: string, kind: 'number-match' | 'manager', target = 'anna'): Step[] {
  return [asks(target, { by }), asksProof(kind, { of: by })];
}
/** Three different people have somebody asked. */
function thrice(kind: 'number-match' | 'manager', ...targets: readonly string[]): Step[] {
  return ['erik', 'johanna', 'gunnar'].flatMap((by, each) => wished(by, kind, targets[each]));
}

async function counted(scene: Scene, name: 'number-match:anna' | 'manager:maria' = 'number-match:anna') {
  return (await scene.store.setting(`asks:${name}`))?.map(at => scene.now - at);
}

describe('how often somebody is asked who calls', () => {
  it('is three times an hour for a number, whoever asks', async () => {
    // To ask takes a moment: the first one is two moments older than the last one, and the fourth request comes a moment after.
    const three = thrice('number-match');
    await givenUnder(SOMEBODY_ELSE, ...three, asks('anna', { by: 'ulla' }))
      .when(asksProof('number-match', { of: 'ulla' }))
      .thenSee(TOO_MANY);
    await givenUnder(SOMEBODY_ELSE, ...three, passes(HOUR - 4), asks('anna', { by: 'ulla' }))
      .when(asksProof('number-match', { of: 'ulla' }))
      .thenSee(TOO_MANY);
    await givenUnder(SOMEBODY_ELSE, ...three, passes(HOUR - 3), asks('anna', { by: 'ulla' }))
      .when(asksProof('number-match', { of: 'ulla' }))
      .thenSee(ANNA_IS_ASKED);
  });

  it('is three times a day for the word of a manager, whomever that is about', async () => {
    const three = thrice('manager', 'anna', 'anna', 'rolf');
    await givenUnder(SOMEBODY_ELSE, ...three, passes(DAY - 4), asks('anna', { by: 'ulla' }))
      .when(asksProof('manager', { of: 'ulla' }))
      .thenSee(TOO_MANY);
    await givenUnder(SOMEBODY_ELSE, ...three, passes(DAY - 3), asks('anna', { by: 'ulla' }))
      .when(asksProof('manager', { of: 'ulla' }))
      .thenSee(MARIA_IS_ASKED);
  });

  it('is counted apart for each person and each kind', async () => {
    await givenUnder(SOMEBODY_ELSE, ...thrice('number-match'), asks('anna', { by: 'ulla' }))
      .when(asksProof('manager', { of: 'ulla' }))
      .thenSee(MARIA_IS_ASKED);
    await givenUnder(SOMEBODY_ELSE, ...thrice('number-match'), asks('nils', { by: 'ulla' }))
      .when(asksProof('number-match', { of: 'ulla' }))
      .thenSee({ ...ANNA_IS_ASKED, said: 'open, nils: is asked' });
  });

  it('counts what was answered as well, and nothing that was refused', async () => {
    const answered = ['erik', 'johanna', 'gunnar'].flatMap(by => [
      ...wished(by, 'number-match'),
      answersAsk('right', { of: by }),
    ]);
    const scene = await givenUnder(SOMEBODY_ELSE, ...answered, asks('anna', { by: 'ulla' }))
      .when(asksProof('number-match', { of: 'ulla' }))
      .thenSee(TOO_MANY);
    assert.equal((await counted(scene))?.length, 3);
  });

  it('does not count whom the bot could not reach: nobody has asked them', async () => {
    for (const [kind, name, asked] of [
      ['number-match', 'number-match:anna', ANNA_IS_ASKED],
      ['manager', 'manager:maria', MARIA_IS_ASKED],
    ] as const) {
      const unreached = ['erik', 'johanna', 'gunnar'].flatMap(by => [...wished(by, kind), askFails({ of: by })]);
      const scene = await givenUnder(SOMEBODY_ELSE, ...unreached, asks('anna', { by: 'ulla' }))
        .when(asksProof(kind, { of: 'ulla' }))
        .thenSee(asked);
      assert.deepEqual(await counted(scene, name), [0]);
    }
  });

  it('takes back the count of the ask that could not be sent, once, and no later one', async () => {
    const [johannas, eriks] = [wished('johanna', 'number-match'), wished('erik', 'number-match')];
    const scene = await givenUnder(SOMEBODY_ELSE, ...johannas, passes(MINUTE), ...eriks, passes(MINUTE))
      .when(askFails({ of: 'johanna' }))
      .thenSee({ said: 'open, anna: not-installed', record: ['proof-not-asked by johanna'] });
    assert.deepEqual(await counted(scene), [MINUTE]);
    assert.equal(await askFails({ of: 'johanna' })(scene), 'stale');
    assert.deepEqual(await counted(scene), [MINUTE]);
    const row = (await scene.store.auditTrail()).at(-1);
    assert.deepEqual([row?.proof, row?.detail, row?.targetId], ['number-match', 'not-installed', 'anna']);
  });

  it('forgets what is older than a day', async () => {
    const scene = await givenUnder(
      SOMEBODY_ELSE,
      ...thrice('number-match'),
      passes(DAY - 3),
      asks('anna', { by: 'ulla' }),
    )
      .when(asksProof('number-match', { of: 'ulla' }))
      .thenSee(ANNA_IS_ASKED);
    assert.deepEqual(await counted(scene), [DAY - 1, DAY - 2, 0]);
  });
});

describe('how often somebody is asked who calls, with presses at the same moment', () => {
  const twice = [asksProof('number-match', { of: 'ulla' })] as const;
  const open = asks('anna', { by: 'ulla' });
  const again = asksProof('number-match', { of: 'ulla' });
  const THEIRS = 'proof-asked by ulla';
  const TAKEN_BACK = 'proof-not-asked by ulla';

  it('is counted once where the second one sees the first', async () => {
    const scene = await givenUnder(SOMEBODY_ELSE, open, atNext('history', 'before', ...twice))
      .when(again)
      .thenSee({ said: 'stale', record: [THEIRS] });
    assert.deepEqual(await counted(scene), [0]);
  });

  it('is counted once where neither sees the other: the one that asks nobody takes its count back, on record', async () => {
    const scene = await givenUnder(SOMEBODY_ELSE, open, atNext('replaceSetting', 'after', ...twice))
      .when(again)
      .thenSee({ said: 'stale', record: [THEIRS, THEIRS, TAKEN_BACK] });
    assert.deepEqual(await counted(scene), [0]);
    const row = (await scene.store.auditTrail()).at(-1);
    assert.deepEqual([row?.proof, row?.detail, row?.targetId], ['number-match', 'moved-on', 'anna']);
  });

  it('is not counted where the request ends in between', async () => {
    const scene = await givenUnder(SOMEBODY_ELSE, asks('anna'), atNext('replaceSetting', 'after', cancels()))
      .when(asksProof())
      .thenSee({
        said: 'stale',
        record: ['proof-asked by erik', 'request-cancelled by erik', 'proof-not-asked by erik'],
      });
    assert.deepEqual(await counted(scene), []);
  });

  it('is counted for each of two requests, also where the counts meet, and while one is taken back', async () => {
    const others = [asks('anna'), asksProof()];
    const scene = await givenUnder(SOMEBODY_ELSE, open, atNext('replaceSetting', 'before', ...others))
      .when(again)
      .thenSee({ said: 'open, anna: is asked', record: ['request-opened by erik', 'proof-asked by erik', THEIRS] });
    assert.equal((await counted(scene))?.length, 2);
    const meeting = [...twice, atNext('replaceSetting', 'before', ...others)];
    const other = await givenUnder(SOMEBODY_ELSE, open, atNext('replaceSetting', 'after', ...meeting))
      .when(again)
      .thenSee({
        said: 'stale',
        record: [THEIRS, THEIRS, 'request-opened by erik', 'proof-asked by erik', TAKEN_BACK],
      });
    assert.equal((await counted(other))?.length, 2);
  });

  it('is never more than three, however they meet', async () => {
    const scene = await givenUnder(
      SOMEBODY_ELSE,
      ...[...wished('johanna', 'number-match'), ...wished('gunnar', 'number-match'), open],
      atNext('replaceSetting', 'before', asks('anna'), asksProof()),
    )
      .when(again)
      .thenSee({ ...TOO_MANY, record: ['request-opened by erik', 'proof-asked by erik', ...TOO_MANY.record] });
    assert.equal((await counted(scene))?.length, 3);
  });
});
