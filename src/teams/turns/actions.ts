import type { TurnContext } from 'botbuilder';
import { isOfRequest, type RequestVerb } from '../../cards/actions.ts';
import { clickMessage, notAskedMessage, notYoursMessage } from '../../cards/click-messages.ts';
import type { Turn } from '../../desk/desk.ts';
import { recordTurnedAway } from '../../desk/record-oddities.ts';
import { askOf, knownCaller } from '../../desk/request/caller.ts';
import type { Place } from '../../desk/request/people.ts';
import type { Refusal } from '../../desk/request/refusal.ts';
import type { Request } from '../../desk/request/request.ts';
import { type NotAdmitted, whyNotAdmitted } from '../../desk/request/who-may-press.ts';
import { isWhereApproved } from '../../desk/see-report.ts';
import { lapse } from '../../desk/sweep.ts';
import { within } from '../../process/background.ts';
import { noteTurn } from '../../telemetry/turn-scope.ts';
import { placeOf } from '../channel/activity.ts';
import { type ActionAnswer, answerAction } from '../channel/invoke-response.ts';
import { type UserTokens, userTokens } from '../channel/user-tokens.ts';
import { cardContext, type Services } from '../services.ts';
import { performDuties, THEIR_OWN } from '../showing/perform-duties.ts';
import { recordSignIn } from '../signing-in/record-sign-in.ts';
import { refusedForGood } from '../signing-in/refused-sign-in.ts';
import { loginRequest } from '../signing-in/sign-in.ts';
import { isSignInAgain, lapsedRule, signInNotAccepted } from '../signing-in/sign-in-again.ts';
import { tooManyCodes, tryCode, tryExchange } from '../signing-in/sign-in-tries.ts';
import { CLICK_ANSWER_WITHIN, LONGEST_INPUT } from '../times.ts';
import { askerIn, newTurn, refusalText, troubleCard, troubleText } from '../turn.ts';
import { type ActionValue, actionValue } from './action-value.ts';
import { readInputs } from './card-inputs.ts';
import type { Click } from './click.ts';
import { CLICKS } from './clicks.ts';
import { deedOf, isOfAsked } from './deed-of.ts';
import { giveLate, meanwhile } from './late-answers.ts';
import { noteCard } from './note-card.ts';
import { onAgree } from './on-agree.ts';
import { onEndAlarm } from './on-end-alarm.ts';
import { onExport } from './on-export.ts';
import { lookUpWish, pressedWish } from './on-look-up.ts';
import { onCheckUnused } from './unused.ts';

/** Somebody presses a button: who, with which tokens, what they bring, and where the card is. */
interface Press {
  services: Services;
  turn: Turn;
  tokens: UserTokens;
  value: ActionValue;
  at: Place;
}

/** Answers a click on a card, to the client that clicked and to nobody else. */
export async function onCardAction(services: Services, context: TurnContext): Promise<void> {
  const { activity } = context;
  const asker = askerIn(services, activity);
  const value = actionValue.safeParse(activity.value);
  if (!asker || !value.success) {
    const fallback = { locale: asker?.locale ?? services.config.defaultLocale };
    return answerAction(context, { type: 'message', text: clickMessage('notUnderstoodAction', fallback) });
  }
  const turn = newTurn(asker);
  const tokens = userTokens(services.adapter, context, services.config.oauthConnection);
  noteTurn({ kind: value.data.action.verb, person: asker.id, correlationId: turn.correlationId });
  const at = { ...placeOf(activity), cardId: activity.replyToId };
  const answer = await soon({ services, turn, tokens, value: value.data, at });
  noteTurn({ answer: answer.type });
  await answerAction(context, answer);
}

/** The answer if it comes in time, else a card that says that work goes on; what is decided is then shown by an update. */
async function soon(press: Press): Promise<ActionAnswer> {
  const { services, turn, value, at } = press;
  let late = false;
  const work = answerTo(press)
    .catch((error: unknown) => (late ? troubledLate(press, error) : troubled(press, error)))
    .catch(error => inWords(press, error));
  const answer = await within(CLICK_ANSWER_WITHIN, work);
  if (answer !== 'late') return answer;
  late = true;
  const { verb, data } = value.action;
  const click = { turn, requestId: data.request, ask: data.ask, verb, at };
  services.background.run(async () => giveLate(services, click, await work));
  return meanwhile(services, click).catch(error => inWords(press, error));
}

async function inWords({ services, turn }: Press, error: unknown): Promise<ActionAnswer> {
  return { type: 'message', text: await troubleText(services, turn, error) };
}

async function answerTo(press: Press): Promise<ActionAnswer> {
  const { services, turn, value, at } = press;
  const { verb, data } = value.action;
  if (verb === 'check-unused') return signedIn(press, token => onCheckUnused(as(press, token), at));
  if (isOfRequest(verb)) return answerOnRequest(press, verb);
  const request = await services.desk.store.get(data.request);
  // No card of ours joins these buttons with a request, but for one with an alarm that may be ended.
  const isJoined = verb === 'end-alarm' && request !== undefined && knownCaller(request).alarm !== undefined;
  if (request && !isJoined) {
    return turnAway(press, request, request.requester.id === turn.asker.id ? 'elsewhere' : 'not-theirs');
  }
  if (verb === 'end-alarm') return signedIn(press, token => onEndAlarm({ ...as(press, token), at }, data));
  if (verb === 'export-report') {
    const exporting = { turn, report: data.request, at };
    if (await isWhereApproved(services.desk, at)) return onExport(services, exporting);
    return signedIn(press, token => onExport(services, { ...exporting, session: as(press, token).session }));
  }
  if (verb === 'look-up') {
    const pressed = await pressedWish(services, turn, { id: data.request, choice: data.choice }, at);
    return 'answer' in pressed
      ? pressed.answer
      : signedIn(press, token => lookUpWish(services, turn, { ...pressed, token, at }));
  }
  return signedIn(press, token => onAgree(as(press, token), data.request, at));
}

/** The person who presses, with their own session. */
function as({ services, turn }: Press, token: string) {
  const session = services.desk.directory.as(token, turn.correlationId, turn.asker.id);
  return { services, session, turn };
}

async function answerOnRequest(press: Press, verb: RequestVerb): Promise<ActionAnswer> {
  const { services, turn, value, at } = press;
  const { request: requestId, choice, kind, ask, answer, withoutProof, inFull, alarm: _, ...raw } = value.action.data;
  const request = await asOfNow(services, requestId);
  noteTurn({ request: request?.id });
  const context = cardContext(services, turn.asker);
  if (!request) return { type: 'message', text: clickMessage('notUnderstoodAction', context) };
  const why = whyNotAdmitted(request, deedOf(verb), { by: turn.asker, at, ask });
  if (why) return turnAway(press, request, why);
  const inputs = readInputs(raw, turn.asker.timeZone);
  if ('refused' in inputs) {
    return { type: 'message', text: clickMessage(inputs.refused, context, { most: String(LONGEST_INPUT) }) };
  }
  await noteCard(services, request, { turn, verb, ask, at });
  const click: Click = { turn, request, at, choice, kind, ask, answer, withoutProof, inFull, ...inputs };
  const handler = CLICKS[verb];
  if (!handler.needsToken) return handler.run(services, click);
  return signedIn(press, async token => {
    const session = services.desk.directory.as(token, request.correlationId, turn.asker.id);
    return handler.run(services, { ...click, session: { ...session, olderSignIn: !isSignIn(value) } });
  });
}

/** Goes on with the person's token; where there is none, asks them to sign in. */
async function signedIn(press: Press, run: (token: string) => Promise<ActionAnswer>): Promise<ActionAnswer> {
  const { services, turn, tokens, value, at } = press;
  const token = await tokenFor(press);
  if (typeof token === 'string') {
    await recordSignIn(services, turn, 'sign-in-failed', { rule: token, at });
    if (token !== 'too-many-codes') return { type: token };
    return { type: 'message', text: refusalText(tooManyCodes(), turn.asker.locale) };
  }
  if (token && 'refused' in token) {
    await recordSignIn(services, turn, 'sign-in-failed', { rule: 'sign-in-failed', at });
    return { type: 'message', text: refusalText(token.refused, turn.asker.locale) };
  }
  if (token && isSignIn(value)) await recordSignIn(services, turn, 'signed-in', { at });
  if (!token) return { type: 'sign-in', value: await loginRequest(services, turn, tokens) };
  return run(token.token);
}

/** A button that is not for this person, or that no card in this conversation has. */
async function turnAway(
  { services, turn, value, at }: Press,
  request: Request,
  why: NotAdmitted,
): Promise<ActionAnswer> {
  await recordTurnedAway(services.desk, turn, request, { why, at });
  const context = cardContext(services, turn.asker);
  const ask = isOfAsked(value.action.verb) ? askOf(request, value.action.data.ask ?? '') : undefined;
  if (ask && why === 'not-theirs')
    return { type: 'message', text: notAskedMessage({ askedName: ask.of.name }, context) };
  const text =
    why === 'elsewhere'
      ? clickMessage('notUnderstoodAction', context)
      : notYoursMessage({ requesterName: request.requester.name }, context);
  return { type: 'message', text };
}

/** The click comes with what Teams got from a sign-in. */
function isSignIn({ authentication, state }: ActionValue): boolean {
  return Boolean(authentication ?? state);
}

/** The request, with what is due done first: a click may come between the end of a card's time and the next look. */
async function asOfNow(services: Services, requestId: string): Promise<Request | undefined> {
  const request = await services.desk.store.get(requestId);
  const changed = request && (await lapse(services.desk, request));
  if (!changed) return request;
  return performDuties(services, changed, { later: THEIR_OWN });
}

type TokenOutcome =
  | { token: string }
  | { refused: Refusal }
  | 'wrong-code'
  | 'too-many-codes'
  | 'sign-in-failed'
  | undefined;

/** The first try of a click has no token of its own; Teams adds one, or the code of the sign-in page, when it tries again. */
async function tokenFor({ services, turn, tokens, value }: Press): Promise<TokenOutcome> {
  const { authentication, state } = value;
  if (authentication) {
    const tried = await tryExchange(services, turn, tokens, authentication.token);
    if (tried.kind === 'signed-in') return tried;
    const refused = tried.kind === 'wrong' ? refusedForGood(tried.entraNumber) : undefined;
    return refused ? { refused } : 'sign-in-failed';
  }
  if (state) {
    const tried = await tryCode(services, turn, tokens, state);
    if (tried.kind === 'signed-in') return tried;
    return tried.kind === 'wrong' ? 'wrong-code' : 'too-many-codes';
  }
  const token = await tokens.get();
  return token === undefined ? undefined : { token };
}

/** The error is a message of its own; nobody waits for the answer any more. */
async function troubledLate(press: Press, error: unknown): Promise<ActionAnswer> {
  if (isSignInAgain(error)) return troubled(press, error);
  const { services, turn, at } = press;
  await services.messenger.send({ ...at, cardId: undefined }, await troubleCard(services, turn, error));
  return { type: 'message', text: '' };
}

async function troubled(press: Press, error: unknown): Promise<ActionAnswer> {
  if (!isSignInAgain(error)) return inWords(press, error);
  const { services, turn, tokens, value } = press;
  await tokens.signOut();
  await recordSignIn(services, turn, 'sign-in-failed', { rule: lapsedRule(error) });
  if (!isSignIn(value)) return { type: 'sign-in', value: await loginRequest(services, turn, tokens) };
  return { type: 'message', text: refusalText(signInNotAccepted(services, turn, error), turn.asker.locale) };
}
