import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RequestEvent } from '../../../../src/desk/request/events.ts';
import { evolve } from '../../../../src/desk/request/evolve.ts';
import { approvalOf, type Request, targetOf } from '../../../../src/desk/request/request.ts';
import en from '../../../../src/locales/en/texts.json' with { type: 'json' };
import type { Locale } from '../../../../src/locales/locale.ts';
import type { TextKey } from '../../../../src/locales/text-key.ts';
import { APPROVAL, DECLINED, EVENTS, NOW, PLACE, requestIn, TARGET } from '../../../desk/support/requests.ts';
import { runs, triesAll } from '../../../support/runs.ts';
import { allCardsOf, says } from './said.ts';

/** What has happened to the request, and what it is now. */
interface Past {
  request: Request;
  happened: readonly RequestEvent[];
}

const did = ({ happened }: Past, type: RequestEvent['type']) => happened.some(event => event.type === type);
const verdict = (past: Past) => approvalOf(past.request)?.decision?.verdict;
const isSynced = ({ request }: Past) => targetOf(request)?.synced === true;
const isVerified = ({ request }: Past) => 'verification' in request && request.verification === 'verified';
const wasReset = (past: Past) => did(past, 'accepted') && (!isSynced(past) || isVerified(past));
const waits = (past: Past) => did(past, 'handover-waits') && !did(past, 'handover-sent');
const nothingSet = (past: Past) => !did(past, 'accepted') || did(past, 'rejected');
const isTaken = (past: Past) => did(past, 'taken-over');
const isGone = (past: Past) => did(past, 'erased') || isTaken(past);
const signedOut = (how: string) => (past: Past) =>
  past.happened.some(event => event.type === 'signed-out' && event.ended === how);

/** Sentences about what has happened, and when each of them is true. */
const CLAIMS: Readonly<Partial<Record<TextKey, (past: Past) => boolean>>> = {
  'reset-password.approval.approved.text': past => verdict(past) === 'approved',
  'reset-password.approval.outcome.reset': wasReset,
  'reset-password.approval.outcome.asked': past => did(past, 'accepted'),
  'approval.outcome.unknown': past => did(past, 'answer-lost'),
  'reset-password.approval.outcome.failed': nothingSet,
  'reset-password.approval.outcome.lost': past => did(past, 'answer-lost') && isGone(past),
  'reset-password.approval.outcome.notApproved': past => did(past, 'expired') && verdict(past) === undefined,
  'reset-password.approval.outcome.notRun': past => did(past, 'expired') && verdict(past) === 'approved',
  'reset-password.approval.expired.text': past => did(past, 'expired'),
  'reset-password.waiting.text': past => nothingSet(past) && verdict(past) === undefined,
  'waiting.where.approvals': past => did(past, 'question-sent'),
  'waiting.where.sending': past => !did(past, 'question-sent') && !did(past, 'question-waits'),
  'waiting.where.later': past => !did(past, 'question-sent') && did(past, 'question-waits'),
  'waiting.where.kept-out': past => !did(past, 'question-sent') && did(past, 'question-waits'),
  'reset-password.declined.text': past => verdict(past) === 'declined',
  'reset-password.declined.notice.text': past => verdict(past) === 'declined',
  'declined.notice.why': past => verdict(past) === 'declined',
  'reset-password.run.text': past => verdict(past) === 'approved',
  'reset-password.outcome.text': wasReset,
  'reset-password.outcome.asked': past => did(past, 'accepted'),
  'reset-password.outcome.verified': isVerified,
  'reset-password.outcome.accepted': past => did(past, 'accepted') && !isVerified(past),
  'reset-password.outcome.pending': past => did(past, 'accepted') && !did(past, 'verification'),
  'reset-password.outcome.synced.accepted': past => did(past, 'accepted') && !isVerified(past),
  'reset-password.outcome.synced.pending': past => did(past, 'accepted') && !did(past, 'verification'),
  'outcome.signOut.done': signedOut('done'),
  'outcome.signOut.failed': signedOut('failed'),
  'outcome.signOut.unknown': signedOut('unknown'),
  'reset-password.outcome.private': past => did(past, 'handover-sent') && !did(past, 'handed-over') && !isGone(past),
  'reset-password.outcome.handed-over': past => did(past, 'handed-over'),
  'reset-password.outcome.on-its-way': past => !did(past, 'handover-sent') && !did(past, 'handed-over'),
  'reset-password.outcome.erased': past => did(past, 'erased') && !did(past, 'handed-over'),
  'reset-password.outcome.waiting-for-install': waits,
  'reset-password.outcome.later': waits,
  'reset-password.cancelled.text': past => did(past, 'cancelled') && nothingSet(past),
  'reset-password.expired.text': past => did(past, 'expired') && nothingSet(past),
  'reset-password.failed.title': nothingSet,
  'reset-password.refusal.answer-lost.text': past => did(past, 'answer-lost') && did(past, 'erased'),
  'reset-password.unknown.text': past => did(past, 'answer-lost'),
  'reset-password.unknown.refused': past =>
    past.happened.some(event => event.type === 'answer-lost' && event.repeatRefused),
  'reset-password.receipt.text': past => did(past, 'handed-over'),
  'reset-password.receipt.repeated': past => did(past, 'handed-over') && did(past, 'repeated'),
  'reset-password.outcome.taken-over': isTaken,
  'reset-password.takenOver.done': past => isTaken(past) && did(past, 'accepted'),
  'reset-password.takenOver.read': past => isTaken(past) && did(past, 'accepted'),
  'reset-password.takenOver.failed': past => isTaken(past) && did(past, 'answer-lost') && !did(past, 'accepted'),
  'reset-password.reached.nothing': past => nothingSet(past) && (!did(past, 'answer-lost') || did(past, 'rejected')),
  'reset-password.reached.unknown': past => did(past, 'confirmed') && !did(past, 'accepted'),
  'reset-password.reached.erased': past =>
    did(past, 'accepted') && !did(past, 'secret-shown') && !did(past, 'handed-over'),
  'reset-password.reached.shown': past => did(past, 'secret-shown'),
  'reset-password.reached.handed-over': past => did(past, 'handed-over'),
  'reset-password.erased.text': past => did(past, 'erased') && !did(past, 'handed-over'),
};

/** Of the same cards, what says nothing of the past, or is said elsewhere. */
const NO_CLAIM =
  /\.title|^(?:reset-password\.)?(?:working|handover|unrecorded)\.|\.(next|why|nobody)$|^run\.caller$|^approval\.outcome\.unconfirmed$|^reset-password\.outcome\.(blocked|disabled|not-permitted|wrong|person|forbidden)/;
const FAMILIES =
  /^(?:reset-password\.)?(approval\.(outcome|approved|expired)|waiting|declined|run|outcome|cancelled|expired|failed|unknown|unrecorded|receipt|erased|takenOver|handover|reached|working)\./;

/** What changes nothing on any card. */
const UNSEEN: readonly RequestEvent['type'][] = [
  'duty-done',
  'duty-failed',
  'duties-claimed',
  'card-sent',
  'card-left',
  'run-card-sent',
  'picked',
  'take-over-offered',
];
const ALL: readonly RequestEvent[] = [
  ...Object.values(EVENTS).filter(({ type }) => !UNSEEN.includes(type)),
  { type: 'decided', decision: DECLINED },
  { type: 'accepted' },
  { type: 'answer-lost', repeatRefused: true },
  { type: 'verification', verification: 'accepted' },
  { type: 'signed-out', ended: 'failed' },
  { type: 'signed-out', ended: 'unknown' },
  { type: 'handover-waits', undelivered: 'later' },
  { type: 'question-waits', unasked: 'kept-out' },
  { ...EVENTS['approval-asked'], question: { ...APPROVAL, places: undefined } },
];

/** What may happen next; nothing is sent where nobody is asked. */
function possible(request: Request): RequestEvent[] {
  const isOfQuestion = ({ type }: RequestEvent) => type === 'question-sent' || type === 'question-waits';
  return ALL.filter(event => !isOfQuestion(event) || approvalOf(request)?.places).filter(
    event => evolve(request, event, NOW + 1) !== undefined,
  );
}

/** The way of a request that a second person has approved. */
const APPROVED_WAY: readonly RequestEvent[] = [EVENTS['approval-asked'], EVENTS.decided, EVENTS.confirmed];

describe('what a card says has happened', () => {
  it('has happened when it is shown, whatever happened in whatever order', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(fc.nat(999), { minLength: 3, maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (picks, synced, personal, approved) => {
          let request: Request = requestIn('open', {
            target: { ...TARGET, synced },
            place: { ...PLACE, personal, cardId: 'a' },
          });
          const happened: RequestEvent[] = [];
          const way = approved ? APPROVED_WAY : [];
          for (const [index, pick] of [...way.map(() => 0), ...picks].entries()) {
            const choice = possible(request);
            const event: RequestEvent | undefined = way[index] ?? choice[pick % choice.length];
            if (!event) break;
            const next: Request | undefined = evolve(request, event, NOW + 1);
            if (!next) break;
            happened.push(event);
            request = next;
            assertTrue({ request, happened }, index % 2 === 0 ? 'en' : 'sv', seen);
          }
        },
      ),
      { seed: 20_261_128, numRuns: runs(900) },
    );
    const missed = Object.keys(CLAIMS).filter(key => !seen.has(key));
    if (triesAll) assert.deepEqual(missed, [], 'these were never shown');
  });

  it('is known to be a claim or none, for every text of these cards', () => {
    const texts = Object.keys(en).filter(key => FAMILIES.test(key));
    const unknown = texts.filter(key => !(key in CLAIMS) && !NO_CLAIM.test(key));
    assert.deepEqual(unknown, []);
  });

  function assertTrue(past: Past, locale: Locale, seen: Set<string>): void {
    const shown = allCardsOf(past.request, locale);
    for (const [key, holds] of Object.entries(CLAIMS)) {
      if (!says(shown, locale, key as TextKey)) continue;
      seen.add(key);
      assert.ok(holds(past), `${key} (${locale}) after ${past.happened.map(event => event.type).join()}`);
    }
  }
});
