import assert from 'node:assert/strict';
import {
  alertedConversations,
  approvalsFor,
  conversationFor,
  keepAddress,
} from '../../src/desk/approvals-conversations.ts';
import { findUnit } from '../../src/desk/find-unit.ts';
import type { Place } from '../../src/desk/request/people.ts';
import type { NamedUnit, UnitApprovals } from '../../src/desk/settings.ts';
import { MOST_UNIT_CONVERSATIONS } from '../../src/desk/times.ts';
import { sampleApprovals } from '../store/contract-settings.ts';
import { sampleEntry, sampleTarget } from '../store/samples.ts';
import { DeskBench } from './support/desk-bench.ts';

const SET = sampleEntry({ id: 'none' }, { event: 'approvals-set', requestId: undefined });
const GENERAL = at('general');

function at(conversationId: string): Place {
  return { serviceUrl: 'https://teams.example', conversationId, personal: false };
}

function of(id: string, conversationId = `of ${id}`): UnitApprovals {
  return { ...sampleApprovals({ place: at(conversationId) }), unit: { id, name: `Unit ${id}` } };
}

describe('where requests are approved', () => {
  let bench: DeskBench;
  beforeEach(() => {
    bench = new DeskBench();
  });
  afterEach(() => bench.dispose());

  const general = () => bench.desk.store.putSetting('approvals', sampleApprovals({ place: GENERAL }), SET);
  const units = (...all: UnitApprovals[]) => bench.desk.store.putSetting('unitApprovals', all, SET);
  const where = async (ids?: readonly string[]) =>
    (await approvalsFor(bench.desk, ids)).map(({ place }) => place.conversationId);

  it('about a member of a unit: in the conversation of that unit; of several, in each; else in the general one', async () => {
    assert.deepEqual(await where(['a']), [], 'nowhere');
    await general();
    assert.deepEqual(await where(['a']), ['general'], 'no unit has one');
    await units(of('a'), of('b'), of('c', 'of a'));
    assert.deepEqual(await where(['a']), ['of a']);
    assert.deepEqual(await where(['b', 'a']), ['of a', 'of b']);
    assert.deepEqual(await where(['a', 'c']), ['of a'], 'asked once where it is the same');
    assert.deepEqual(await where(['d']), ['general'], 'that unit has none');
    assert.deepEqual(await where([]), ['general'], 'in no unit');
    assert.deepEqual(await where(undefined), ['general'], 'which units is unknown');
  });

  it('about a member of such a unit: there also where there is no general one', async () => {
    await units(of('a'));
    assert.deepEqual(await where(['a']), ['of a']);
    assert.deepEqual(await where(undefined), []);
  });

  it('is how whoever chose it reads', async () => {
    await units(of('a'));
    const [asked] = await approvalsFor(bench.desk, ['a']);
    assert.deepEqual(asked?.viewer, { locale: 'sv', timeZone: undefined });
  });

  it('now: of a unit that has none, the general one', async () => {
    await general();
    await units(of('a'));
    assert.equal((await conversationFor(bench.desk, { id: 'a', name: '' }))?.place.conversationId, 'of a');
    assert.equal((await conversationFor(bench.desk, { id: 'b', name: '' }))?.place.conversationId, 'general');
    assert.equal((await conversationFor(bench.desk))?.place.conversationId, 'general');
  });

  it('is told of alarms, and so is the general conversation, each once', async () => {
    const alerted = async (unitIds: readonly string[] | undefined, asked: readonly string[] = []) => {
      const target = { ...sampleTarget('t'), ...(unitIds && { unitIds }) };
      const places = asked.map(id => ({ place: { ...at(id), cardId: '1' } }));
      const approval = { because: { rule: 'always', values: {} }, askedAt: 1, places } as const;
      const request = await bench.put({ state: 'awaiting-approval', target, approval });
      return (await alertedConversations(bench.desk, request)).map(({ place }) => place.conversationId);
    };
    assert.deepEqual(await alerted(undefined), []);
    await general();
    await units(of('a'), of('b'));
    assert.deepEqual(await alerted(undefined), ['general']);
    assert.deepEqual(await alerted(['a', 'b']), ['general', 'of a', 'of b']);
    assert.deepEqual(
      await alerted(['a'], ['of a', 'of another']),
      ['general', 'of a', 'of another'],
      'where it was asked',
    );
  });

  it('is reached at its latest address, on record; another unit’s stays as it is', async () => {
    await units(of('a'), of('b'));
    const moved = { ...at('of a;messageid=1'), serviceUrl: 'https://elsewhere.example' };
    await keepAddress(bench.desk, moved, 'correlation-1');
    const urls = (await bench.desk.store.setting('unitApprovals'))?.map(({ place }) => place.serviceUrl);
    assert.deepEqual(urls, ['https://elsewhere.example', 'https://teams.example']);
    const last = (await bench.trail()).at(-1);
    assert.deepEqual(
      [last?.event, last?.conversationId, last?.detail],
      ['approvals-address', 'of a', moved.serviceUrl],
    );
    await keepAddress(bench.desk, moved, 'correlation-2');
    assert.equal((await bench.trail()).length, 2, 'nothing is new');
  });

  describe('a unit by its name', () => {
    const named = (id: string, name: string, more: Partial<NamedUnit> = {}) => ({
      id,
      name,
      ...more,
    });
    const found = async (unit: string, all: readonly NamedUnit[] | undefined, place = at('new')) => {
      const read = await findUnit(bench.desk, { ...bench.session, units: async () => all }, { unit, place });
      return 'rule' in read ? read.rule : read.id;
    };
    const BOTH = [named('a', 'Region South'), named('b', 'Region North')];

    it('is the one that is called that, whatever its capitals and blanks', async () => {
      assert.equal(await found('Region South', BOTH), 'a');
      assert.equal(await found('  region   NORTH ', BOTH), 'b');
      assert.equal(await found('Re\u0301gion', [named('c', 'R\u00e9gion')]), 'c');
    });

    it('is none where it is not known which one is meant, or who is in it', async () => {
      assert.equal(await found('Region', BOTH), 'approvals-unit-not-found');
      assert.equal(await found('Region South', undefined), 'approvals-unit-not-found', 'they could not be read');
      assert.equal(await found('Region South', [...BOTH, named('c', 'region south')]), 'approvals-unit-several');
      assert.equal(await found('X', [named('c', 'X', { hidesMembers: true })]), 'approvals-unit-hidden');
    });

    it('is refused in the general conversation, unless it has another one', async () => {
      await general();
      assert.equal(await found('Region South', BOTH, GENERAL), 'approvals-unit-here');
      await units(of('a'));
      assert.equal(await found('Region South', BOTH, GENERAL), 'a');
    });

    it('is refused where as many have one as may, unless it is one of them', async () => {
      await units(of('a'), ...Array.from({ length: MOST_UNIT_CONVERSATIONS - 2 }, (_, i) => of(`n${i}`)));
      assert.equal(await found('Region North', BOTH), 'b');
      await units(of('a'), ...Array.from({ length: MOST_UNIT_CONVERSATIONS - 1 }, (_, i) => of(`n${i}`)));
      assert.equal(await found('Region North', BOTH), 'approvals-units-many');
      assert.equal(await found('Region South', BOTH), 'a');
    });
  });
});
