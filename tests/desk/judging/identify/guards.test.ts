import assert from 'node:assert/strict';
import { answerQuestion } from '../../../../src/desk/approve.ts';
import { confirm } from '../../../../src/desk/confirm.ts';
import type { Desk } from '../../../../src/desk/desk.ts';
import { show } from '../../../../src/desk/handover.ts';
import { waitingForApproval } from '../../../../src/desk/history.ts';
import type { Requester } from '../../../../src/desk/judging/people-as-read.ts';
import { pick } from '../../../../src/desk/pick.ts';
import * as never from '../../../../src/desk/policy/rules/never.ts';
import type { DirectorySession } from '../../../../src/desk/ports.ts';
import type { Asker } from '../../../../src/desk/request/people.ts';
import type { In, Request } from '../../../../src/desk/request/request.ts';
import { runApproved } from '../../../../src/desk/run.ts';
import { ownSession } from '../../../../src/desk/sweep.ts';
import { DeskBench } from '../../support/desk-bench.ts';
import { APPROVAL, APPROVALS, APPROVED, PLACE, TARGET } from '../../support/requests.ts';

type AdminAccounts = Desk['policy']['adminAccounts'];
const SHARED: AdminAccounts = { pairs: [], sharedAttribute: 'employeeId' };
const PAIRED: AdminAccounts = { pairs: [{ person: 'erik', account: 'adm' }], sharedAttribute: 'none' };
const asker = (id: string): Asker => ({ id, name: id, channelUserId: `29:${id}`, locale: 'en' });
const ERIK = asker('erik');
const ADM = asker('adm');
const WITH_ADM: Asker = { ...ERIK, acting: { id: 'adm', name: 'adm@x.example' }, employeeIds: ['7'] };

describe('one person with several accounts, in the desk alone', () => {
  let bench: DeskBench;
  beforeEach(() => {
    bench = new DeskBench([never.rule()]);
  });
  afterEach(() => bench.dispose());

  /** The desk under this policy, and whatever else of it. */
  const deskOf = (adminAccounts: AdminAccounts, policy: Partial<Desk['policy']> = {}): Desk => ({
    ...bench.desk,
    policy: { ...bench.desk.policy, adminAccounts, ...policy },
  });
  /** The directory as it is read with this account. */
  const signedIn = (who: Partial<Requester>): DirectorySession => ({
    ...bench.session,
    examine: async (...about) => {
      const read = await bench.session.examine(...about);
      return {
        ...read,
        requester: { ...read.requester, ...who },
        target: read.target && { ...read.target, employeeId: '' },
      };
    },
  });
  /** A third account, with the employee ID of the two. */
  const third = (sharing = ['erik', 'adm', 'third']) =>
    signedIn({
      id: 'third',
      employeeId: '7',
      chat: { enabled: true, employeeId: '7' },
      sharing,
    });

  describe('goes on with no other account than the one that the request was begun with', () => {
    it('on the card with several people', async () => {
      const request = await bench.put({ state: 'choosing', requester: WITH_ADM });
      const command = { does: 'pick', choice: 0, by: ERIK, at: request.place } as const;
      const answer = await pick(deskOf(SHARED), third(), request, command);
      assert.equal(answer.kind === 'ended' && answer.refusal.rule, 'not-acting-account', answer.kind);
    });

    it('when the password is shown', async () => {
      const request: Request = { ...(await bench.putReset('Dk4x-7txw-m4xz-q8xk')), requester: WITH_ADM };
      const answer = await show(deskOf(SHARED), third(), request, { does: 'show', by: ERIK, at: PLACE });
      assert.equal(answer.kind === 'refused' && answer.refusal.rule, 'not-acting-account', answer.kind);
    });

    it('when it is looked later what became of it', async () => {
      const request: Request = { ...(await bench.put()), requester: WITH_ADM };
      const own = (session: DirectorySession) =>
        ownSession({ ...deskOf(SHARED), signedIn: async () => session }, request, TARGET);
      assert.equal(await own(third()), undefined);
      const adm = signedIn({ id: 'adm', employeeId: '7', chat: { enabled: true, employeeId: '7' }, sharing: ['erik'] });
      assert.equal(await own(adm), adm);
    });
  });

  it('approves nothing where it is not known whether they asked for it', async () => {
    const request = await bench.put({ state: 'awaiting-approval', requester: ERIK, approval: APPROVAL });
    const command = { does: 'approve', by: asker('third'), at: APPROVALS } as const;
    const answer = await answerQuestion(deskOf(SHARED), third(['third']), request, command);
    assert.equal(answer.kind === 'refused' && answer.refusal.rule, 'person-unknown', answer.kind);
  });

  it('is not told of their own request that waits, from whichever account they ask', async () => {
    await bench.put({ state: 'awaiting-approval', requester: ERIK });
    const told = async (who: Asker) =>
      (await waitingForApproval(deskOf(PAIRED), signedIn({ id: who.id }), { asker: who, correlationId: 'c' }))?.length;
    assert.deepEqual([await told(ADM), await told(asker('lars'))], [0, 1]);
  });

  describe('has one limit for all of them', () => {
    const ONE = { hour: 1, day: 9 };
    const limited = () => deskOf(PAIRED, { limits: { perRequester: ONE, perTarget: ONE, above: 'refuse' } });
    const adm = () => signedIn({ id: 'adm' });
    const confirms = (request: In<'open'>) =>
      confirm(limited(), adm(), request, {
        does: 'confirm',
        by: request.requester,
        at: request.place,
        input: { signOut: false },
      });
    const begun = (who: Asker) => bench.put({ requester: who });

    it('when requests of two of them are confirmed at once', async () => {
      const requests = [await begun(ADM), await begun({ ...ERIK, acting: WITH_ADM.acting })];
      await Promise.all(requests.map(confirms));
      assert.equal(bench.resets.length, 1);
    });

    it('when an approved request is run', async () => {
      await confirms(await begun({ ...ERIK, acting: WITH_ADM.acting }));
      const approval = { ...APPROVAL, decision: APPROVED };
      const request = await bench.put({ state: 'approved', requester: ADM, approval });
      const command = { does: 'run', by: ADM } as const;
      const answer = await runApproved(limited(), adm(), request, command);
      const now = await bench.present(request);
      assert.deepEqual(
        [now?.state, now?.state === 'refused' && now.refusal.rule],
        ['refused', 'limit-requester'],
        answer.kind,
      );
      assert.equal(bench.resets.length, 1);
    });
  });
});
