import type { Activity, TurnContext } from 'botbuilder';
import type { AdaptiveCard, CardContext } from '../cards/card.ts';
import { helpCard, notUnderstoodCard } from '../cards/help-cards.ts';
import { refusedCard } from '../cards/refused-card.ts';
import { ownPasswordCard, signedOutCard } from '../cards/sign-in-cards.ts';
import { ask, type Question } from '../desk/ask.ts';
import type { Turn } from '../desk/desk.ts';
import type { TargetQuery } from '../desk/ports.ts';
import type { Place } from '../desk/request.ts';
import { DirectoryError } from '../errors.ts';
import { askerOf, placeOf } from './activity.ts';
import { answerCard } from './answer-cards.ts';
import { within } from './background.ts';
import { cardSent, deliverWaiting } from './delivery.ts';
import type { Command, ResetCommand } from './grammar/command.ts';
import { parseCommand } from './grammar/parse.ts';
import { type MentionedText, readMentions } from './mentions.ts';
import { cardContext, type Services } from './services.ts';
import { askToSignIn } from './sign-in.ts';
import { troubleCard } from './turn.ts';
import { type UserTokens, userTokens } from './user-tokens.ts';

/** Teams delivers a message again that was not acknowledged after about 15 seconds. Milliseconds. */
const ACKNOWLEDGE_AFTER = 10_000;

/** Answers a message. Long work goes on after the message has been acknowledged. */
export async function onMessage(services: Services, context: TurnContext): Promise<void> {
  const { activity } = context;
  const asker = askerOf(activity, services.config.defaultLocale);
  if (!asker) return;
  const turn: Turn = { asker, correlationId: services.desk.newId() };
  const place = placeOf(activity);
  const tokens = userTokens(services.adapter, context, services.config.oauthConnection);
  const work = respond(services, turn, activity, place, tokens).catch(error =>
    services.messenger.send(place, troubleCard(services, turn, error)),
  );
  services.background.run(() => work);
  await within(ACKNOWLEDGE_AFTER, work);
}

async function respond(services: Services, turn: Turn, activity: Activity, place: Place, tokens: UserTokens) {
  if (place.personal) await deliverWaiting(services, turn.asker.id, place);
  const mentioned = readMentions(activity);
  const command = parseCommand(mentioned.text);
  services.log.info({ correlationId: turn.correlationId, person: turn.asker.id, command: command.kind }, 'message');
  if (command.kind === 'reset') return reset(services, turn, command, mentioned, place, tokens);
  if (command.kind === 'sign-out') await signOut(services, turn, tokens);
  await services.messenger.send(place, plainAnswer(command, cardContext(services, turn.asker)));
}

function plainAnswer(command: Exclude<Command, ResetCommand>, context: CardContext): AdaptiveCard {
  switch (command.kind) {
    case 'help':
      return helpCard(context);
    case 'sign-out':
      return signedOutCard(context);
    case 'own-password':
      return ownPasswordCard(context);
    case 'not-understood':
    case 'reset-without-target':
      return notUnderstoodCard(context);
  }
}

async function signOut(services: Services, turn: Turn, tokens: UserTokens): Promise<void> {
  await tokens.signOut();
  await services.desk.store.record({
    at: services.desk.now(),
    event: 'signed-out',
    correlationId: turn.correlationId,
    actorId: turn.asker.id,
    actorName: turn.asker.name,
  });
}

async function reset(
  services: Services,
  turn: Turn,
  command: ResetCommand,
  mentioned: MentionedText,
  place: Place,
  tokens: UserTokens,
): Promise<void> {
  const target = await resolveTarget(services, command, mentioned, place);
  if (!target) {
    const refused = refusedCard({ rule: 'mention-not-a-person', values: {} }, cardContext(services, turn.asker));
    await services.messenger.send(place, refused);
    return;
  }
  const { ticket, reason: note, typedPassword } = command;
  await answerQuestion(services, turn, tokens, { ...target, ticket, note, typedPassword, place });
}

/** Asks the desk and shows its answer; asks the person to sign in first where there is no usable token. */
export async function answerQuestion(
  services: Services,
  turn: Turn,
  tokens: UserTokens,
  question: Question,
  justSignedIn = false,
): Promise<void> {
  const token = await tokens.get();
  if (!token) return askToSignIn(services, turn, tokens, question);
  try {
    const answer = await ask(
      services.desk,
      services.desk.directory.as(token, turn.correlationId, turn.asker.id),
      turn,
      question,
    );
    const card = answerCard(answer, question.label, cardContext(services, turn.asker));
    const sent = await services.messenger.send(question.place, card);
    if ('request' in answer) await cardSent(services.desk, answer.request, sent);
  } catch (error) {
    if (!(error instanceof DirectoryError) || error.trouble !== 'sign-in-again') throw error;
    await tokens.signOut();
    if (justSignedIn) {
      // Another silent sign-in would end here again, for ever.
      const lapsed = refusedCard({ rule: 'sign-in-lapsed', values: {} }, cardContext(services, turn.asker));
      await services.messenger.send(question.place, lapsed);
      return;
    }
    await askToSignIn(services, turn, tokens, question);
  }
}

async function resolveTarget(
  services: Services,
  { target }: ResetCommand,
  { mentioned }: MentionedText,
  place: Place,
): Promise<{ query: TargetQuery; label: string } | undefined> {
  if (target.by !== 'mention') return { query: target, label: target.value };
  const person = mentioned[target.index];
  const objectId = person && (await services.messenger.memberObjectId(place, person.id));
  return objectId ? { query: { by: 'object-id', value: objectId }, label: person.name ?? objectId } : undefined;
}
