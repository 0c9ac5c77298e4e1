import assert from 'node:assert/strict';
import { nextLook } from '../../../src/desk/request/duties.ts';
import type { Request } from '../../../src/desk/request/request.ts';
import { fromStored, toStored } from '../../../src/store/requests/stored-request.ts';
import { MINUTE, NOW, sampleRequest, sampleTarget } from '../samples.ts';

type Document = Record<string, unknown>;

const { requester, place } = sampleRequest();
const CARD = { ...place, cardId: 'card' };
/** What all requests of the earlier versions had. */
const ASKED = { correlationId: 'c', requester, place: CARD, query: 'Björn', typedPassword: false, createdAt: NOW };
const ABOUT = { ...ASKED, target: sampleTarget('t'), attempts: 0 };
const BEGUN = { ...ABOUT, attempts: 1, resetStartedAt: NOW + 1 };
const RESET = { ...BEGUN, resetAt: NOW + 2, verification: 'verified' };
const OVER = { finishedAt: NOW + 3 };
const QUESTION = { because: { rule: 'always', values: {} }, askedAt: NOW };
const SAID = { by: { id: 'a', name: 'Åsa' }, at: NOW };
const APPROVED = { ...QUESTION, decision: { ...SAID, verdict: 'approved' } };
const DECLINED = { ...QUESTION, decision: { ...SAID, verdict: 'declined', reason: 'no' } };
const REFUSAL = { rule: 'busy', values: { target: 'Björn' } };
const WORK = NOW + MINUTE;

const FINAL = ['cancelled', 'expired', 'declined', 'refused', 'failed', 'done'];
const SEALED = ['resetting', 'unknown', 'reset'];

/** A request of an earlier version, read from the store as it stood there. */
function read(state: string, document: Document): Request {
  const isOver = FINAL.includes(state);
  return fromStored({
    id: 'old',
    version: 7,
    state,
    dueAt: isOver ? undefined : NOW + 10 * MINUTE,
    sealed: SEALED.includes(state) ? 'v1.a' : undefined,
    document: JSON.parse(JSON.stringify({ ...document, ...(isOver ? OVER : {}) })),
  });
}

const owed = (state: string, document: Document) =>
  read(state, { ...document, workAt: WORK }).duties.map(({ what }) => what);

describe('store: a request of an earlier version', () => {
  it('is read in every state in which there were some, as the one of today that it is', () => {
    const told: readonly (readonly [state: string, document: Document])[] = [
      ['choosing', { ...ASKED, attempts: 0, candidates: [{ id: 'x', displayName: 'X', userPrincipalName: 'x@y' }] }],
      ['open', ABOUT],
      ['awaiting-approval', { ...ABOUT, approval: QUESTION }],
      ['approved', { ...ABOUT, approval: APPROVED }],
      ['resetting', BEGUN],
      ['unknown', BEGUN],
      ['reset', RESET],
      ['done', { ...RESET, ending: 'handed-over' }],
      ['cancelled', ABOUT],
      ['expired', ABOUT],
      ['declined', { ...ABOUT, approval: DECLINED }],
      ['refused', { ...ABOUT, refusal: REFUSAL }],
      ['failed', { ...BEGUN, refusal: REFUSAL }],
    ];
    const names: Readonly<Record<string, string>> = { resetting: 'running', reset: 'carried-out' };
    for (const [state, document] of told) {
      const request = read(state, document);
      assert.deepEqual([request.state, request.action], [names[state] ?? state, 'reset-password']);
      assert.deepEqual([request.id, request.version], ['old', 7]);
      const { document: today, ...columns } = toStored(request);
      const again = fromStored({ ...columns, document: JSON.parse(JSON.stringify(today)) });
      assert.equal(JSON.stringify(again), JSON.stringify(request), 'stored as one of today it is the same');
    }
  });

  it('has what there was no need to keep then', () => {
    const running = read('resetting', BEGUN);
    assert.ok(running.state === 'running');
    const { startedAt, repeatedAt, calledAt, attempts, signOut, sealed } = running;
    assert.deepEqual(
      { startedAt, repeatedAt, calledAt, attempts, signOut, sealed },
      { startedAt: NOW + 1, repeatedAt: [], calledAt: [], attempts: 1, signOut: false, sealed: 'v1.a' },
    );
    const unknown = read('unknown', { ...BEGUN, repeatedAt: [NOW + 2] });
    assert.ok(unknown.state === 'unknown');
    assert.deepEqual([unknown.repeatedAt, unknown.repeatRefused], [[NOW + 2], false]);
    const refused = read('unknown', { ...BEGUN, repeatRefused: true });
    assert.ok(refused.state === 'unknown' && refused.repeatRefused);
  });

  for (const [signOut, [wanted, signedOut]] of [
    [undefined, [false, undefined]],
    ['wanted', [true, undefined]],
    ['done', [true, 'done']],
    ['failed', [true, 'failed']],
    ['unknown', [true, 'unknown']],
  ] as const) {
    it(`signing out ${signOut}: ${wanted ? 'it was wanted' : 'it was not wanted'}, ${signedOut ?? 'and nothing came of it yet'}`, () => {
      const request = read('reset', { ...RESET, signOut });
      assert.ok(request.state === 'carried-out');
      assert.deepEqual([request.signOut, request.signedOut], [wanted, signedOut]);
    });
  }

  it('knows still why its password could not be delivered', () => {
    const undelivered = (document: Document) => {
      const request = read('reset', { ...RESET, ...document });
      assert.ok(request.state === 'carried-out');
      return request.undelivered;
    };
    assert.equal(undelivered({ notInstalled: true }), 'not-installed');
    assert.equal(undelivered({ notInstalled: false }), undefined);
    assert.equal(undelivered({}), undefined);
    assert.equal(undelivered({ notInstalled: true, undelivered: 'later' }), 'later');
  });

  it('was asked in one conversation, which is the only one of those', () => {
    const viewer = { locale: 'sv' };
    const asked = (approval: object) => {
      const request = read('awaiting-approval', { ...ABOUT, approval: { ...QUESTION, ...approval } });
      assert.ok(request.state === 'awaiting-approval');
      return request.approval;
    };
    assert.deepEqual(asked({ place: CARD, viewer }), { ...QUESTION, places: [{ place: CARD, viewer }] });
    assert.deepEqual(asked({ place }), { ...QUESTION, places: [{ place }] });
    assert.deepEqual(asked({}), QUESTION);
    const places = [{ place: CARD }, { place }];
    assert.deepEqual(asked({ places, here: true }), { ...QUESTION, places, here: true }, 'as it is stored today');
  });

  describe('owes what it owed', () => {
    const elsewhere = { ...QUESTION, place };
    const unshown = { unshown: true };
    const cases: readonly (readonly [what: string, state: string, document: Document, duties: readonly string[]])[] = [
      ['nothing', 'open', ABOUT, []],
      ['its cards', 'cancelled', { ...ABOUT, ...unshown, showTries: 3 }, ['cards']],
      ['nothing once its cards show it', 'cancelled', { ...ABOUT, unshown: false }, []],
      ['the question elsewhere', 'awaiting-approval', { ...ABOUT, approval: elsewhere }, ['question']],
      ['no question that was sent', 'awaiting-approval', { ...ABOUT, approval: { ...elsewhere, place: CARD } }, []],
      ['no question where it was asked', 'awaiting-approval', { ...ABOUT, approval: QUESTION }, []],
      ['no question that was answered', 'approved', { ...ABOUT, approval: { ...APPROVED, place }, runCard: CARD }, []],
      ['the card to run it', 'approved', { ...ABOUT, ...unshown, approval: APPROVED }, ['cards', 'run-card']],
      ['no card to run it that was sent', 'approved', { ...ABOUT, approval: APPROVED, runCard: CARD }, []],
      ['what became of a lost call', 'unknown', BEGUN, ['find-out']],
      ['nothing while a call goes on', 'resetting', { ...BEGUN, signOut: 'wanted' }, []],
      ['the way to the password', 'reset', RESET, ['handover']],
      ['no way that was sent', 'reset', { ...RESET, handover: CARD }, []],
      ['to sign out', 'reset', { ...RESET, handover: CARD, signOut: 'wanted' }, ['sign-out']],
      ['to sign out after the end', 'done', { ...RESET, ending: 'erased', signOut: 'wanted' }, ['sign-out']],
      ['no signing out that was done', 'reset', { ...RESET, handover: CARD, signOut: 'done' }, []],
      ['the outcome', 'reset', { ...RESET, handover: CARD, verification: 'pending' }, ['verify']],
      ['the outcome after the end', 'done', { ...RESET, ending: 'handed-over', verification: 'pending' }, ['verify']],
      ['no outcome that nobody can tell', 'reset', { ...RESET, handover: CARD, verification: 'accepted' }, []],
      ['nothing of a reset that failed', 'failed', { ...RESET, refusal: REFUSAL, signOut: 'wanted' }, []],
      ['a word of its end', 'expired', { ...ABOUT, ...unshown, approval: QUESTION }, ['cards', 'notice']],
      ['a word that it was declined', 'declined', { ...ABOUT, ...unshown, approval: DECLINED }, ['cards', 'notice']],
      [
        'a word that its answer was lost',
        'unknown',
        { ...BEGUN, ...unshown, approval: APPROVED },
        ['find-out', 'cards', 'notice'],
      ],
      ['no word that was said', 'declined', { ...ABOUT, ...unshown, told: 'declined', approval: DECLINED }, ['cards']],
      [
        'a word of its end although one was said before',
        'failed',
        { ...BEGUN, ...unshown, told: 'unknown', approval: APPROVED, refusal: REFUSAL },
        ['cards', 'notice'],
      ],
      ['no word without a second person', 'expired', { ...ABOUT, ...unshown }, ['cards']],
      ['no word to who gave it up', 'cancelled', { ...ABOUT, ...unshown, approval: QUESTION }, ['cards']],
      ['no word where its cards showed it', 'declined', { ...ABOUT, approval: DECLINED }, []],
      [
        'all of it together',
        'reset',
        { ...RESET, ...unshown, approval: APPROVED, signOut: 'wanted', verification: 'pending' },
        ['handover', 'sign-out', 'cards', 'verify'],
      ],
    ];
    for (const [what, state, document, duties] of cases) {
      it(`${what}: ${state}`, () => assert.deepEqual(owed(state, document), duties));
    }

    it('at the time at which it would have been looked at, and its tries begin anew', () => {
      const request = read('reset', { ...RESET, unshown: true, showTries: 9, workAt: WORK });
      assert.deepEqual(
        request.duties.map(({ at, tries }) => [at, tries]),
        [
          [WORK, 0],
          [WORK, 0],
        ],
      );
      assert.equal(nextLook(request), WORK);
    });

    it('at once where nobody had noted a time', () => {
      const { duties } = read('cancelled', { ...ABOUT, unshown: true });
      assert.deepEqual(duties, [{ what: 'cards', at: NOW, tries: 0 }]);
    });
  });
});
