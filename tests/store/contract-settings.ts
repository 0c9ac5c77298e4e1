import assert from 'node:assert/strict';
import type { AlarmAbout, RaisedAlarm, Settings } from '../../src/desk/settings.ts';
import { MOST_UNIT_CONVERSATIONS } from '../../src/desk/times.ts';
import { StoreError } from '../../src/errors.ts';
import type { StoreAt } from './contract.ts';
import { NOW, sampleEntry, sampleRequest } from './samples.ts';

/** An approvals conversation that somebody has set. */
export function sampleApprovals(changes: Partial<Settings['approvals']> = {}): Settings['approvals'] {
  const { place } = sampleRequest();
  return { place, locale: 'sv', setBy: { id: 'a', name: 'Åsa "Admin"' }, setAt: NOW, ...changes };
}

/** They are set for the first time. */
export const FIRST_APPROVALS = { before: undefined, after: sampleApprovals() };

/** The part of the contract about what is set in chat. */
export function describeSettings(storeAt: StoreAt): void {
  const entry = sampleEntry({ id: 'none' }, { event: 'approvals-set', requestId: undefined });

  it('knows nothing that was not set', async () => {
    assert.equal(await storeAt(0).setting('approvals'), undefined);
  });

  it('gives back what was set, the last of it, each with its row', async () => {
    await storeAt(0).putSetting('approvals', sampleApprovals(), entry);
    assert.deepEqual(await storeAt(1).setting('approvals'), sampleApprovals());
    const later = sampleApprovals({ locale: 'en', timeZone: 'Europe/Stockholm', setAt: NOW + 1 });
    await storeAt(1).putSetting('approvals', later, entry);
    assert.deepEqual(await storeAt(0).setting('approvals'), later);
    assert.equal((await storeAt(0).auditTrail()).length, 2);
  });

  it('keeps the conversations of administrative units: of two that are added to the same ones, one is', async () => {
    const of = (id: string) => ({ ...sampleApprovals(), unit: { id, name: `Region “${id}” (å)` } });
    assert.equal(await storeAt(0).setting('unitApprovals'), undefined);
    const first = { before: undefined, after: [of('a')] };
    assert.equal(await storeAt(0).replaceSetting('unitApprovals', first, entry), true);
    const before = await storeAt(1).setting('unitApprovals');
    assert.deepEqual(before, [of('a')]);
    const added = [of('b'), of('c')].map((next, turn) =>
      storeAt(turn).replaceSetting('unitApprovals', { before, after: [...(before ?? []), next] }, entry),
    );
    const won = await Promise.all(added);
    assert.deepEqual(won.toSorted(), [false, true]);
    assert.deepEqual(await storeAt(0).setting('unitApprovals'), [of('a'), of(won[0] ? 'b' : 'c')]);
    assert.equal((await storeAt(1).auditTrail()).length, 2, 'what did not happen is not on record');
  });

  it('holds as many units as may have one', async () => {
    const of = (id: number) => ({ ...sampleApprovals(), unit: { id: String(id).repeat(36), name: 'å'.repeat(256) } });
    const most = Array.from({ length: MOST_UNIT_CONVERSATIONS }, (_, i) => of(i % 10));
    await storeAt(0).putSetting('unitApprovals', most, entry);
    assert.deepEqual(await storeAt(1).setting('unitApprovals'), most);
  });

  it('replaces what is still as it was read, and nothing else', async () => {
    const [first, second, third] = [0, 1, 2].map(n => sampleApprovals({ setAt: NOW + n }));
    const replace = (before: typeof first, after: typeof first) =>
      storeAt(1).replaceSetting('approvals', { before, after: after ?? sampleApprovals() }, entry);
    assert.equal(await replace(first, second), false);
    assert.equal(await storeAt(0).setting('approvals'), undefined);
    assert.equal(await replace(undefined, first), true);
    assert.equal(await replace(undefined, second), false);
    assert.equal(await replace(await storeAt(0).setting('approvals'), second), true);
    assert.equal(await replace(first, third), false);
    assert.deepEqual(await storeAt(0).setting('approvals'), second);
    assert.equal((await storeAt(0).auditTrail()).length, 2);
  });

  it('keeps what is known of one person apart from what is known of another, and from what is of another kind', async () => {
    const row = (n: number) => sampleEntry({ id: `r-${n}` }, { event: 'proof-asked', proof: 'manager' });
    const ids = ['6f0a', '6f0a-1', '6F0A', 'Ä %_', 'x'.repeat(64)];
    const names = ids.flatMap(id => [`asks:number-match:${id}`, `asks:manager:${id}`] as const);
    for (const [n, name] of names.entries()) {
      assert.equal(await storeAt(0).setting(name), undefined, name);
      assert.equal(await storeAt(0).replaceSetting(name, { before: undefined, after: [n] }, row(n)), true);
    }
    for (const [n, name] of names.entries()) assert.deepEqual(await storeAt(1).setting(name), [n], name);
    assert.equal(await storeAt(0).setting('alarm:6f0a'), undefined);
    const trail = await storeAt(1).auditTrail();
    assert.deepEqual(new Set(trail.map(({ proof }) => proof)), new Set(['manager']));
    assert.equal(trail.length, names.length);
  });

  it('keeps an alarm with all that were raised before it, and replaces it only as it was read', async () => {
    const by = { id: 'anna', name: 'Anna "Ann" Ö' };
    const requester = { id: 'e', acting: { id: 'e-adm', name: 'adm@x.example' }, employeeIds: ['7'] };
    const raised: RaisedAlarm = { by, as: 'number-match', at: NOW, requestId: 'r-1', requester };
    const alarm: AlarmAbout = { ...raised, id: 'a-1', target: { id: 'anna', name: 'Anna' } };
    const later = {
      ...alarm,
      id: 'a-2',
      requestId: 'r-2',
      before: [raised, { ...raised, ended: { by, at: NOW + 1 } }],
    };
    const replace = (before: AlarmAbout | undefined, after: AlarmAbout) =>
      storeAt(1).replaceSetting('alarm:anna', { before, after }, entry);
    assert.equal(await replace(undefined, alarm), true);
    assert.deepEqual(await storeAt(0).setting('alarm:anna'), alarm);
    assert.equal(await replace(undefined, later), false);
    assert.equal(await replace(await storeAt(0).setting('alarm:anna'), later), true);
    assert.equal(await replace(alarm, alarm), false);
    assert.deepEqual(await storeAt(0).setting('alarm:anna'), later);
  });

  it('lets one alone of many replace what all of them have read', async () => {
    await storeAt(0).putSetting('approvals', sampleApprovals(), entry);
    const many = Array.from({ length: 10 }, (_, n) => sampleApprovals({ setAt: NOW + 1 + n }));
    const won = await Promise.all(
      many.map((after, turn) => storeAt(turn).replaceSetting('approvals', { before: sampleApprovals(), after }, entry)),
    );
    assert.equal(won.filter(Boolean).length, 1);
    assert.deepEqual(await storeAt(0).setting('approvals'), many[won.indexOf(true)]);
    assert.equal((await storeAt(0).auditTrail()).length, 2);
  });

  it('sets nothing whose row can’t be written', async () => {
    await storeAt(0).putSetting('approvals', sampleApprovals(), entry);
    const refused = storeAt(1).putSetting('approvals', sampleApprovals({ locale: 'en' }), { ...entry, at: Number.NaN });
    await assert.rejects(refused, StoreError);
    assert.deepEqual(await storeAt(0).setting('approvals'), sampleApprovals());
    assert.equal((await storeAt(0).auditTrail()).length, 1);
  });
}
