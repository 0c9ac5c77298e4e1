import type { Activity, TurnContext } from 'botbuilder';
import { USUAL_ACTION } from '../../action-kinds.ts';
import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { helpCard, notUnderstoodCard } from '../../cards/help-cards.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import { ownAccountCard, signedOutCard } from '../../cards/sign-in-cards.ts';
import type { Errand, TargetQuery } from '../../desk/request/errand.ts';
import type { Place } from '../../desk/request/people.ts';
import { within } from '../../process/background.ts';
import { noteTurn } from '../../telemetry/turn-scope.ts';
import { askerOf, placeOf } from '../channel/activity.ts';
import { type MentionedText, readMentions } from '../channel/mentions.ts';
import { userTokens } from '../channel/user-tokens.ts';
import { recordRefusal } from '../record-refusal.ts';
import { cardContext, type Services } from '../services.ts';
import { deliverWaiting } from '../showing/sweep.ts';
import { recordSignIn } from '../signing-in/record-sign-in.ts';
import { ACKNOWLEDGE_AFTER } from '../times.ts';
import { newTurn, troubleCard } from '../turn.ts';
import type { MessageCommand, NamedPerson } from '../words/message-command.ts';
import { parseCommand } from '../words/parse-command.ts';
import { answerPrivately, openRequestsCard, ownHistoryCard } from './overviews.ts';
import { runErrand } from './run-errand.ts';
import type { Talk } from './talk.ts';

/** Answers a message. Long work goes on after the message has been acknowledged. */
export async function onMessage(services: Services, context: TurnContext): Promise<void> {
  const { activity } = context;
  const asker = askerOf(activity, services.config.defaultLocale);
  if (!asker) return;
  const turn = newTurn(asker);
  noteTurn({ person: asker.id, correlationId: turn.correlationId });
  const place = placeOf(activity);
  const tokens = userTokens(services.adapter, context, services.config.oauthConnection);
  const work = respond({ services, turn, tokens, place }, activity).catch(async error => {
    noteTurn({ answer: 'trouble' });
    await services.messenger.send(place, await troubleCard(services, turn, error));
  });
  services.background.run(() => work);
  if ((await within(ACKNOWLEDGE_AFTER, work)) === 'late') noteTurn({ answer: 'later' });
}

async function respond(talk: Talk, activity: Activity) {
  const { services, turn, place } = talk;
  if (place.personal) await deliverWaiting(services, turn.asker.id, place);
  const mentioned = readMentions(activity);
  const command = parseCommand(mentioned.text, turn.asker.locale);
  noteTurn({ kind: command.kind });
  switch (command.kind) {
    case 'reset':
    case 'history-for':
    case 'approvals-here': {
      const errand = await errandOf(services, command, mentioned, place);
      if (errand) return runErrand(talk, errand);
      const refused = refusedCard(
        { action: USUAL_ACTION, rule: 'mention-not-a-person', values: {} },
        cardContext(services, turn.asker),
      );
      await recordRefusal(services, turn, 'mention-not-a-person', place);
      return services.messenger.send(place, refused);
    }
    case 'history':
      return answerPrivately(talk, await ownHistoryCard(talk));
    case 'status':
      return answerPrivately(talk, await openRequestsCard(talk));
    case 'sign-out':
      await signOut(talk);
  }
  await services.messenger.send(place, plainAnswer(command, cardContext(services, turn.asker)));
}

type ErrandCommand = Extract<MessageCommand, { kind: 'reset' | 'history-for' | 'approvals-here' }>;
type PlainCommand = Exclude<MessageCommand, ErrandCommand | { kind: 'history' | 'status' }>;

function plainAnswer(command: PlainCommand, context: CardContext): AdaptiveCard {
  switch (command.kind) {
    case 'help':
      return helpCard(context);
    case 'sign-out':
      return signedOutCard(context);
    case 'own-password':
      return ownAccountCard({ action: USUAL_ACTION }, context);
    case 'not-understood':
    case 'other-deed':
    case 'report':
    case 'thanks':
    case 'negated':
    case 'question':
    case 'warning':
    case 'name-only':
    case 'yes':
    case 'cancel':
    case 'choice':
    case 'reset-without-target':
      return notUnderstoodCard(context);
  }
}

async function signOut({ services, turn, tokens }: Talk): Promise<void> {
  await tokens.signOut();
  await recordSignIn(services, turn, 'signed-out');
}

/** The errand of a command, or undefined where the mention in it is no person's. */
async function errandOf(
  services: Services,
  command: ErrandCommand,
  mentioned: MentionedText,
  place: Place,
): Promise<Errand | undefined> {
  if (command.kind === 'approvals-here') return { wants: 'approvals-here' };
  const target = await resolveTarget(services, command.target, mentioned, place);
  if (!target || command.kind === 'history-for') return target && { wants: 'history', ...target };
  const { ticket, reason: note, typedPassword } = command;
  return { wants: 'action', action: 'reset-password', ...target, ticket, note, typedPassword };
}

async function resolveTarget(
  services: Services,
  target: NamedPerson,
  { mentioned }: MentionedText,
  place: Place,
): Promise<{ query: TargetQuery; label: string } | undefined> {
  if (target.by !== 'mention') return { query: target, label: target.value };
  const person = mentioned[target.index];
  const objectId = person && (await services.messenger.memberObjectId(place, person.id));
  return objectId ? { query: { by: 'object-id', value: objectId }, label: person.name ?? objectId } : undefined;
}
