import type { Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { VERBS } from '../cards/actions.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { workingCard } from '../cards/ending-cards.ts';
import { clickMessage, notYoursMessage } from '../cards/messages.ts';
import { pickCard } from '../cards/pick-card.ts';
import { refusedCard } from '../cards/refused-card.ts';
import { auditRow, type Turn } from '../desk/desk.ts';
import { type Place, REASONS, type ResetRequest } from '../desk/request.ts';
import { lapse } from '../desk/sweep.ts';
import { DirectoryError } from '../errors.ts';
import { askerOf, placeOf } from './activity.ts';
import { within } from './background.ts';
import { CLICKS, type Click } from './clicks.ts';
import { cardOptions, showEverywhere } from './delivery.ts';
import { type ActionAnswer, answerAction } from './invoke-response.ts';
import { personalCard } from './request-cards.ts';
import { cardContext, type Services } from './services.ts';
import { loginRequest } from './sign-in.ts';
import { refusalText, troubleCard, troubleText } from './turn.ts';
import { type UserTokens, userTokens } from './user-tokens.ts';

/** Teams shows an error to whoever clicked when no answer came; our own limit leaves room for the way there. Milliseconds. */
const ANSWER_WITHIN = 4_000;

const optionalText = z.string().max(200).optional();

/** What a card action brings back: the request's id, a choice, and what the person put into the card's inputs. */
const actionValue = z.object({
  action: z.object({
    verb: z.enum(VERBS),
    data: z.object({
      request: z.string().min(1).max(100),
      choice: z.number().int().min(0).max(20).optional(),
      reason: z.enum(REASONS).optional().catch(undefined),
      ticket: optionalText.catch(undefined),
      // A toggle that is on comes back as text.
      signOut: z.stringbool().optional().catch(undefined),
    }),
  }),
  authentication: z.object({ token: z.string().min(1) }).nullish(),
  state: z.string().min(1).max(100).nullish(),
});

type ActionValue = z.infer<typeof actionValue>;

/** Answers a click on a card, to the client that clicked and to nobody else. */
export async function onCardAction(services: Services, context: TurnContext): Promise<void> {
  const { activity } = context;
  const asker = askerOf(activity, services.config.defaultLocale);
  const value = actionValue.safeParse(activity.value);
  if (!asker || !value.success) {
    const fallback = { locale: asker?.locale ?? services.config.defaultLocale };
    return answerAction(context, { type: 'message', text: clickMessage('notUnderstoodAction', fallback) });
  }
  const turn: Turn = { asker, correlationId: services.desk.newId() };
  const tokens = userTokens(services.adapter, context, services.config.oauthConnection);
  await answerAction(context, await soon(services, turn, tokens, value.data, activity));
}

/** The answer if it comes in time, else a card that says that work goes on; what is decided is then shown by an update. */
async function soon(
  services: Services,
  turn: Turn,
  tokens: UserTokens,
  value: ActionValue,
  activity: Activity,
): Promise<ActionAnswer> {
  const place = placeOf(activity);
  let late = false;
  const work = answerTo(services, turn, tokens, value, activity).catch((error: unknown) =>
    late ? troubledLate(services, turn, tokens, value, place, error) : troubled(services, turn, tokens, value, error),
  );
  const answer = await within(ANSWER_WITHIN, work);
  if (answer !== 'late') return answer;
  late = true;
  services.background.run(async () => {
    if (asksForSignIn(await work)) await services.messenger.send(place, signInLapsed(services, turn));
  });
  return { type: 'card', card: await meanwhile(services, turn, value.action.data.request) };
}

/** What the clicked card shows while work goes on: only a reset says that it is under way. */
async function meanwhile(services: Services, turn: Turn, requestId: string): Promise<AdaptiveCard> {
  const context = cardContext(services, turn.asker);
  const request = await services.desk.store.get(requestId);
  if (request && request.requester.id !== turn.asker.id) return workingCard({ targetName: '' }, context);
  if (request?.state === 'choosing') {
    const { id, query = '', candidates = [] } = request;
    return pickCard({ request: id, query, candidates, more: false }, context);
  }
  const erased = request?.state === 'done' && personalCard(request, cardOptions(services, request));
  return erased || workingCard({ targetName: request?.target?.displayName ?? '' }, context);
}

function asksForSignIn({ type }: ActionAnswer): boolean {
  return type === 'sign-in' || type === 'wrong-code' || type === 'sign-in-failed';
}

/** Too late to be asked in the answer to the click. */
function signInLapsed(services: Services, turn: Turn): AdaptiveCard {
  return refusedCard({ rule: 'sign-in-lapsed', values: {} }, cardContext(services, turn.asker));
}

async function answerTo(
  services: Services,
  turn: Turn,
  tokens: UserTokens,
  value: ActionValue,
  activity: Activity,
): Promise<ActionAnswer> {
  const { verb, data } = value.action;
  const { request: requestId, ...input } = data;
  const request = await asOfNow(services, requestId);
  services.log.info({ correlationId: turn.correlationId, person: turn.asker.id, verb, request: request?.id }, 'click');
  const context = cardContext(services, turn.asker);
  if (!request) return { type: 'message', text: clickMessage('notUnderstoodAction', context) };
  if (request.requester.id !== turn.asker.id) {
    await services.desk.store.record(auditRow(services.desk, request, 'not-allowed', turn.asker));
    return { type: 'message', text: notYoursMessage({ requesterName: request.requester.name }, context) };
  }
  const at = { ...placeOf(activity), cardId: activity.replyToId };
  const click: Click = { turn, request, at, ...input };
  const handler = CLICKS[verb];
  if (!handler.needsToken) return handler.run(services, click);
  const token = await tokenFor(tokens, value);
  if (token === 'wrong-code') return { type: 'wrong-code' };
  if (token === 'failed') return { type: 'sign-in-failed' };
  if (!token) return { type: 'sign-in', value: await loginRequest(services, turn, tokens) };
  return handler.run(services, {
    ...click,
    session: services.desk.directory.as(token.token, request.correlationId, turn.asker.id),
  });
}

/** The request, with what is due done first: a click may come between the end of a card's time and the minute timer. */
async function asOfNow(services: Services, requestId: string): Promise<ResetRequest | undefined> {
  const request = await services.desk.store.get(requestId);
  const changed = request && (await lapse(services.desk, request));
  if (changed) await showEverywhere(services, changed);
  return changed ?? request;
}

type TokenOutcome = { token: string } | 'wrong-code' | 'failed' | undefined;

/** The first try of a click has no token of its own; Teams adds one, or the code of the sign-in page, when it tries again. */
async function tokenFor(tokens: UserTokens, { authentication, state }: ActionValue): Promise<TokenOutcome> {
  if (authentication) {
    const token = await tokens.exchange(authentication.token);
    return token ? { token } : 'failed';
  }
  const token = await tokens.get(state ?? undefined);
  return token ? { token } : state ? 'wrong-code' : undefined;
}

/** The error is a message of its own; nobody waits for the answer any more. */
async function troubledLate(
  services: Services,
  turn: Turn,
  tokens: UserTokens,
  value: ActionValue,
  place: Place,
  error: unknown,
): Promise<ActionAnswer> {
  if (isSignInAgain(error)) return troubled(services, turn, tokens, value, error);
  await services.messenger.send(place, troubleCard(services, turn, error));
  return { type: 'message', text: '' };
}

async function troubled(
  services: Services,
  turn: Turn,
  tokens: UserTokens,
  value: ActionValue,
  error: unknown,
): Promise<ActionAnswer> {
  if (isSignInAgain(error)) {
    await tokens.signOut();
    if (value.authentication ?? value.state) {
      // The sign-in of this very click was not enough: another silent one would end here again, for ever.
      return { type: 'message', text: refusalText({ rule: 'sign-in-lapsed', values: {} }, turn.asker.locale) };
    }
    return { type: 'sign-in', value: await loginRequest(services, turn, tokens) };
  }
  return { type: 'message', text: troubleText(services, turn, error) };
}

function isSignInAgain(error: unknown): boolean {
  return error instanceof DirectoryError && error.trouble === 'sign-in-again';
}
