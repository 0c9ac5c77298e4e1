import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Made } from '../../../../src/desk/actions/kept.ts';
import type { RequestEvent } from '../../../../src/desk/request/events.ts';
import { evolve } from '../../../../src/desk/request/evolve.ts';
import { approvalOf, type Request } from '../../../../src/desk/request/request.ts';
import en from '../../../../src/locales/en/texts.json' with { type: 'json' };
import type { TextKey } from '../../../../src/locales/text-key.ts';
import { APPROVAL, DECLINED, EVENTS, NOW, PLACE, requestIn } from '../../../desk/support/requests.ts';
import { runs, triesAll } from '../../../support/runs.ts';
import { allCardsOf, says } from './said.ts';

const HOUR = 3_600_000;
const MADE: Made = { id: 'p', once: true, createdAt: NOW, startsAt: NOW, endsAt: NOW + HOUR };
const KINDS: readonly Made[] = [
  MADE,
  { ...MADE, once: false },
  { ...MADE, startsAt: NOW + HOUR },
  { ...MADE, once: false, startsAt: NOW + HOUR },
];

interface Past {
  request: Request;
  happened: readonly RequestEvent[];
}

const did = ({ happened }: Past, type: RequestEvent['type']) => happened.some(event => event.type === type);
const verdict = ({ request }: Past) => approvalOf(request)?.decision?.verdict;
const made = (past: Past) => did(past, 'accepted');
/** Nothing was called for, or the directory has said each time that it made nothing, or it was taken back. */
const noneMade = (past: Past) => !made(past) && (!did(past, 'answer-lost') || did(past, 'withdrawn'));
const isTaken = (past: Past) => did(past, 'taken-over');
const isGone = (past: Past) => did(past, 'erased') || isTaken(past) || (isWithdrawn(past) && made(past));
const handedOver = (past: Past) => did(past, 'handed-over');
const works = (of: Made) => (past: Past) => {
  const is = 'made' in past.request ? past.request.made : undefined;
  return (
    is?.once === of.once && is.startsAt === of.startsAt && (handedOver(past) || !isGone(past)) && !isWithdrawn(past)
  );
};
const isWithdrawn = ({ request }: Past) => 'withdrawnAt' in request && request.withdrawnAt !== undefined;
const read = (status: string) => (past: Past) =>
  past.happened.some(event => event.type === 'receipt-read' && event.receipt.status === status);

const PASS = 'temporary-access-pass';
/** Sentences about what has happened to a pass, and when each of them is true. */
const CLAIMS: Readonly<Partial<Record<TextKey, (past: Past) => boolean>>> = {
  [`${PASS}.approval.approved.text`]: past => verdict(past) === 'approved' && noneMade(past),
  [`${PASS}.approval.outcome.made`]: made,
  [`${PASS}.approval.outcome.failed`]: noneMade,
  [`${PASS}.approval.outcome.lost`]: past => did(past, 'answer-lost') && !made(past),
  [`${PASS}.approval.outcome.notApproved`]: past => did(past, 'expired') && verdict(past) === undefined,
  [`${PASS}.approval.outcome.notRun`]: past => did(past, 'expired') && verdict(past) === 'approved',
  [`${PASS}.approval.expired.text`]: past => did(past, 'expired') && noneMade(past),
  [`${PASS}.waiting.text`]: past => noneMade(past) && verdict(past) === undefined,
  [`${PASS}.declined.text`]: past => verdict(past) === 'declined' && noneMade(past),
  [`${PASS}.declined.notice.text`]: past => verdict(past) === 'declined' && noneMade(past),
  [`${PASS}.run.text`]: past => verdict(past) === 'approved' && noneMade(past),
  [`${PASS}.outcome.text`]: made,
  [`${PASS}.outcome.title.withdrawn`]: past => made(past) && isWithdrawn(past),
  [`${PASS}.outcome.private`]: past => did(past, 'handover-sent') && !handedOver(past) && !isGone(past),
  [`${PASS}.outcome.handed-over`]: handedOver,
  [`${PASS}.outcome.on-its-way`]: past => made(past) && !did(past, 'handover-sent') && !handedOver(past),
  [`${PASS}.outcome.erased`]: past => isGone(past) && !handedOver(past),
  [`${PASS}.outcome.taken-over`]: past => isTaken(past) && made(past),
  [`${PASS}.cancelled.text`]: past => did(past, 'cancelled') && noneMade(past),
  [`${PASS}.expired.text`]: past => did(past, 'expired') && noneMade(past),
  [`${PASS}.failed.title`]: noneMade,
  [`${PASS}.refusal.answer-lost.text`]: past => did(past, 'answer-lost') && !made(past),
  [`${PASS}.unknown.text`]: past => did(past, 'answer-lost'),
  [`${PASS}.receipt.text`]: handedOver,
  [`${PASS}.receipt.repeated`]: past => handedOver(past) && did(past, 'repeated'),
  [`${PASS}.erased.text`]: past => isGone(past) && !handedOver(past),
  [`${PASS}.takenOver.done`]: past => isTaken(past) && made(past),
  [`${PASS}.takenOver.read`]: past => isTaken(past) && made(past),
  [`${PASS}.takenOver.failed`]: past => isTaken(past) && did(past, 'answer-lost') && !made(past),
  [`${PASS}.valid.once`]: works(MADE),
  [`${PASS}.valid.several`]: works({ ...MADE, once: false }),
  [`${PASS}.valid.onceFrom`]: works({ ...MADE, startsAt: NOW + HOUR }),
  [`${PASS}.valid.severalFrom`]: works({ ...MADE, once: false, startsAt: NOW + HOUR }),
  [`${PASS}.deleted`]: past => made(past) && isWithdrawn(past),
  [`${PASS}.left`]: past => made(past) && isGone(past) && !isWithdrawn(past) && !handedOver(past),
  [`${PASS}.noneLeft`]: past => !made(past) && did(past, 'answer-lost') && isWithdrawn(past),
  [`${PASS}.maybeLeft`]: past => !made(past) && did(past, 'answer-lost') && !isWithdrawn(past),
  [`${PASS}.withdrawn`]: past => handedOver(past) && isWithdrawn(past),
  [`${PASS}.fate.used`]: read('used'),
  [`${PASS}.fate.not-used`]: read('not-used'),
};

/** What a pass can't come to: nothing of it is confirmed later. */
const NEVER: readonly RequestEvent['type'][] = ['verification', 'signed-out', 'new-secret'];
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
  ...Object.values(EVENTS).filter(({ type }) => !UNSEEN.includes(type) && !NEVER.includes(type)),
  { type: 'decided', decision: DECLINED },
  { type: 'receipt-read', receipt: { status: 'not-used', at: NOW } },
  { ...EVENTS['approval-asked'], question: { ...APPROVAL, places: undefined } },
];

function possible(past: Past, kind: Made): RequestEvent[] {
  const { request } = past;
  return (
    ALL.filter(({ type }) => !type.startsWith('question-') || approvalOf(request)?.places)
      .filter(({ type }) => type !== 'rejected' || request.state === 'running')
      // A call that is repeated is never taken for one that was not made (rejectedAgain in carry-out.ts).
      .filter(({ type }) => type !== 'not-called' || (request.state === 'running' && request.repeatedAt.length === 0))
      // A lost call is taken back before another one is made, and of one that was never lost there is nothing to take back.
      .filter(({ type }) => type !== 'withdrawn' || made(past) || did(past, 'answer-lost'))
      .map(event => (event.type === 'accepted' ? { type: event.type, sealed: 'sealed', made: kind } : event))
      .filter(event => evolve(request, event, NOW + 1) !== undefined)
  );
}

describe('what a card says has happened to a pass', () => {
  it('has happened when it is shown, whatever happened in whatever order', () => {
    const seen = new Set<string>();
    const way: readonly RequestEvent[] = [EVENTS['approval-asked'], EVENTS.decided, EVENTS.confirmed];
    const picks = fc.array(fc.nat(999), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(picks, fc.constantFrom(...KINDS), fc.boolean(), fc.boolean(), (choices, kind, personal, approved) => {
        const place = { ...PLACE, personal, cardId: 'a' };
        let past: Past = { request: requestIn('open', { action: PASS, place }), happened: [] };
        for (const [index, pick] of [...(approved ? way.map(() => 0) : []), ...choices].entries()) {
          const offered = possible(past, kind);
          const event = (approved ? way[index] : undefined) ?? offered[pick % offered.length];
          const request = event && evolve(past.request, event, NOW + 1);
          if (!request) break;
          past = { request, happened: [...past.happened, event] };
          assertTrue(past, index % 2 === 0 ? 'en' : 'sv', seen);
        }
      }),
      { seed: 20_261_129, numRuns: runs(900) },
    );
    const missed = Object.keys(CLAIMS).filter(key => !seen.has(key));
    if (triesAll) assert.deepEqual(missed, [], 'these were never shown');
  });

  it('is all that these cards say of it', () => {
    const claims =
      /^temporary-access-pass\.(?:(?:approval\.(?:outcome|approved|expired)|waiting|declined|run|outcome|cancelled|expired|failed|unknown|receipt|erased|takenOver|valid|deleted|left|noneLeft|maybeLeft|withdrawn)\b)/;
    const none =
      /\.title(?!\.withdrawn)|\.(next|nobody)$|outcome\.(blocked|disabled|not-permitted|wrong|person|forbidden|waiting|later)/;
    const texts = Object.keys(en).filter(key => claims.test(key));
    assert.deepEqual(
      texts.filter(key => !(key in CLAIMS) && !none.test(key)),
      [],
    );
    assert.ok(texts.length > 40);
  });

  function assertTrue(past: Past, locale: 'en' | 'sv', seen: Set<string>): void {
    const shown = allCardsOf(past.request, locale);
    for (const [key, holds] of Object.entries(CLAIMS)) {
      if (!says(shown, locale, key as TextKey)) continue;
      seen.add(key);
      assert.ok(holds(past), `${key} (${locale}) after ${past.happened.map(event => event.type).join()}`);
    }
  }
});
