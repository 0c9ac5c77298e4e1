import { z } from 'zod';
import type { Pass, PassTerms } from '../desk/actions/temporary-access-pass/pass.ts';
import type { CallAnswer, MadeWithSecret, Why } from '../desk/ports.ts';
import { CALL_BEGINS_WITHIN, MINUTE } from '../desk/times.ts';
import { isPathSegment, pathSegment } from './endpoint.ts';
import { type GraphAnswer, notDone, succeeded } from './graph-answer.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';
import { errorCodes, errorMessages, troubleOf } from './graph-errors.ts';
import { readPassResource, readPassState } from './pass-resource.ts';
import { passesPath } from './read-pass.ts';
import { withdrawPass } from './withdraw-pass.ts';

/** The secret stands in this answer alone. It has 8 to 48 characters by policy; nobody can type what can't be seen. */
const GIVEN = z.object({
  id: z.string().refine(isPathSegment),
  temporaryAccessPass: z.string().regex(/^[^\p{C}\p{Z}]{1,256}$/u),
});

// Microsoft documents none of these refusals; the texts are from reports (microsoft-graph-docs 12187, azure-docs 111778).
/** "Invalid LifetimeInMinutes specified. The valid range between 60 and 480." */
const LIFETIME =
  /lifetime.*\b(?:range|between|minimum|maximum|at least|at most|exceeds?|less|greater|shorter|longer)\b|\binvalid\b.*lifetime/is;
/** "Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass]" */
const NOT_ALLOWED = /does not allow (?:creating|updating)|\bnot (?:enabled|allowed)\b|\bdisabled\b|Policy/i;
/** That there is one already, in words or as a code. */
const EXISTS = /\balready\b|(?<!\bnot )\bexist(?:s|ing)?\b|\bonly one\b|\bat most one\b|AlreadyExists|Duplicate/i;

/**
 * Makes a Temporary Access Pass (Microsoft Graph, "Create temporaryAccessPassMethod"). Sent again only after 429, which says that
 * it was not applied. Where it was made and the answer does not hold its secret, that is lost: unknown. Never throws.
 */
export async function givePass(calls: GraphCalls, targetId: string, terms: PassTerms): Promise<CallAnswer> {
  if (!isPathSegment(targetId)) return { kind: 'rejected', why: 'gone' };
  const answer = await callGraph(calls, {
    method: 'POST',
    path: passesPath(`/users/${pathSegment(targetId)}`),
    body: bodyOf(terms),
    repeat: 'write',
    beginWithin: CALL_BEGINS_WITHIN,
  });
  if (succeeded(answer)) return await accepted(calls, targetId, answer, terms);
  return notDone(answer) ? { kind: 'rejected', why: whyRejected(answer) } : { kind: 'unknown' };
}

/**
 * Reports disagree whether a pass is refused for somebody whom the policy leaves out, or made and useless (azure-docs 111778): one
 * that is made and disabled is deleted again.
 */
async function accepted(
  calls: GraphCalls,
  targetId: string,
  answer: GraphAnswer,
  terms: PassTerms,
): Promise<CallAnswer> {
  const made = readMade(answer, terms, calls.now() + (calls.clock?.ahead ?? 0));
  if (!made) return { kind: 'unknown' };
  if (readPassState(answer.body) !== 'disabled') return { kind: 'accepted', made };
  const taken = await withdrawPass(calls, targetId, made.what.id);
  return taken === 'done' || taken === 'gone' ? { kind: 'rejected', why: 'not-allowed' } : { kind: 'unknown' };
}

function bodyOf({ once, minutes, startsAt }: PassTerms): Record<string, unknown> {
  const begins = startsAt === undefined ? {} : { startDateTime: new Date(startsAt).toISOString() };
  return { lifetimeInMinutes: minutes, isUsableOnce: once, ...begins };
}

/** `now` is by the directory's clock. */
function readMade({ body }: GraphAnswer, terms: PassTerms, now: number): MadeWithSecret | undefined {
  const given = GIVEN.safeParse(body).data;
  if (!given) return undefined;
  return { secret: given.temporaryAccessPass, what: readPassResource(body) ?? asAskedFor(given.id, terms, now) };
}

/** A pass whose answer leaves out when it works is what was asked for: its secret is too good to lose for that. */
function asAskedFor(id: string, { once, minutes, ...terms }: PassTerms, now: number): Pass {
  const startsAt = terms.startsAt ?? now;
  return { id, once, createdAt: now, startsAt, endsAt: startsAt + minutes * MINUTE };
}

function whyRejected(answer: GraphAnswer): Why {
  const { status, body } = answer;
  const said = (pattern: RegExp) => [...errorCodes(body), ...errorMessages(body)].some(each => pattern.test(each));
  if ((status === 400 || status === 409) && said(EXISTS)) return 'exists';
  const trouble = troubleOf(answer);
  if (trouble !== undefined && trouble !== 'unavailable') return trouble;
  if (status !== 400) return 'not-possible';
  if (said(LIFETIME)) return 'lifetime';
  return said(NOT_ALLOWED) ? 'not-allowed' : 'not-possible';
}
