import assert from 'node:assert/strict';
import { looksTheSame } from '../../../src/desk/request/looks.ts';
import type { In, Request } from '../../../src/desk/request/request.ts';
import { APPROVAL, APPROVALS, APPROVED, DECLINED, PLACE, REFUSAL, requestIn, STATES } from '../support/requests.ts';

const TAKEN = { by: { id: 'g', name: 'Gunnar' }, at: 1 };

describe('whether the cards of two versions say the same', () => {
  const request = requestIn('carried-out');

  it('is so while nothing changed that is to be seen', () => {
    const duties = [{ what: 'cards', at: 1, tries: 3 }] as const;
    const noted = { version: 9, dueAt: 2, duties, sealed: 'another' };
    assert.equal(looksTheSame(request, { ...request, ...noted }), true);
    const asked = requestIn('awaiting-approval');
    const sent = (cardId: string) => ({
      ...asked,
      approval: { ...APPROVAL, places: [{ place: { ...APPROVALS, cardId } }] },
    });
    assert.equal(looksTheSame(sent('q'), sent('r')), true, 'where the card is shows on no card');
    assert.equal(looksTheSame(asked, sent('q')), false, 'it is on its way, or there');
  });

  it('is not so in two states', () => {
    for (const one of STATES) {
      for (const other of STATES) {
        assert.equal(looksTheSame(requestIn(one), requestIn(other)), one === other, `${one}, ${other}`);
      }
    }
  });

  const changes: readonly Partial<In<'carried-out'>>[] = [
    { attempts: 2 },
    { verification: 'verified' },
    { signOut: true },
    { signedOut: 'done' },
    { undelivered: 'blocked-by-person' },
    { approval: { ...APPROVAL, decision: APPROVED } },
    { handover: PLACE },
  ];
  const pairs: readonly [name: string, Request, Request][] = [
    ...changes.map((change): [string, Request, Request] => [
      JSON.stringify(change),
      request,
      { ...request, ...change },
    ]),
    ['the ending', requestIn('done'), requestIn('done', { ending: 'erased' })],
    [
      'who took over',
      requestIn('done', { ending: 'erased' }),
      requestIn('done', { ending: 'erased', takenOver: TAKEN }),
    ],
    ['the refusal', requestIn('failed'), requestIn('failed', { refusal: { ...REFUSAL, rule: 'graph-denied' } })],
    ['a repeat that was refused', requestIn('unknown'), requestIn('unknown', { repeatRefused: true })],
    [
      'a decision',
      requestIn('cancelled', { approval: APPROVAL }),
      requestIn('cancelled', { approval: { ...APPROVAL, decision: DECLINED } }),
    ],
  ];
  for (const [name, one, other] of pairs) {
    it(`is not so after a change of ${name}`, () => {
      assert.equal(looksTheSame(one, other), false);
      assert.equal(looksTheSame(other, one), false);
    });
  }
});
