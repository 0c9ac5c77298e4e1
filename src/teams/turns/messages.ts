import type { Activity, TurnContext } from 'botbuilder';
import { USUAL_ACTION } from '../../action-kinds.ts';
import { aboutCard } from '../../cards/about-card.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { forwardedCard } from '../../cards/message-cards.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import type { TargetQuery } from '../../desk/request/errand.ts';
import type { Place } from '../../desk/request/people.ts';
import { codeOf } from '../../errors.ts';
import { within } from '../../process/background.ts';
import { noteTurn } from '../../telemetry/turn-scope.ts';
import { isForBot, placeOf } from '../channel/activity.ts';
import { userTokens } from '../channel/user-tokens.ts';
import { type WrittenMessage, writtenMessage } from '../channel/written-message.ts';
import { recordRefusal } from '../record-refusal.ts';
import { cardContext, type Services } from '../services.ts';
import { deliverWaiting } from '../showing/sweep.ts';
import { recordSignIn } from '../signing-in/record-sign-in.ts';
import { ACKNOWLEDGE_AFTER } from '../times.ts';
import { askerIn, newTurn, troubleCard } from '../turn.ts';
import { commandName } from '../words/command-name.ts';
import { languageOf } from '../words/language-of.ts';
import type { MessageCommand, NamedPerson } from '../words/message-command.ts';
import { askFirst } from './ask-first.ts';
import { beginOnce, isToBeAnswered } from './deliveries.ts';
import { isStranger } from './is-stranger.ts';
import { lastOpen } from './last-open.ts';
import { onReport } from './on-report.ts';
import { answerPrivately, openRequestsCard, ownHistoryCard } from './overviews.ts';
import { plainAnswer } from './plain-answer.ts';
import { showReceipts } from './receipts.ts';
import { runErrand } from './run-errand.ts';
import type { Talk } from './talk.ts';
import { onActionOnly, onCancel, onChoice, onNameOnly, onYes } from './typed-answers.ts';
import { isBareForward, understood } from './understood.ts';

/** Answers a message. Long work goes on after the message has been acknowledged. */
export async function onMessage(services: Services, context: TurnContext): Promise<void> {
  const { activity } = context;
  const { botId } = services.config;
  const asker = askerIn(services, activity);
  if (!asker || !isForBot(activity, botId)) return;
  const message = writtenMessage(activity, botId);
  const turn = newTurn({ ...asker, locale: languageOf(message.text) ?? asker.locale });
  noteTurn({ person: asker.id, correlationId: turn.correlationId });
  const place = placeOf(activity);
  const tokens = userTokens(services.adapter, context, services.config.oauthConnection);
  const work = respond({ services, turn, tokens, place }, activity, message).catch(async error => {
    noteTurn({ answer: 'trouble' });
    await services.messenger.send(place, await troubleCard(services, turn, error));
  });
  services.background.run(() => work);
  if ((await within(ACKNOWLEDGE_AFTER, work)) === 'late') noteTurn({ answer: 'later' });
}

async function respond(talk: Talk, activity: Activity, message: WrittenMessage) {
  const { services, turn, place } = talk;
  if (!(await isToBeAnswered(talk, activity))) return;
  if (place.personal) await deliverWaiting(services, turn.asker.id, place);
  services.background.run(() => showReceipts(talk));
  if (isBareForward(message)) await services.messenger.send(place, forwardedCard(cardContext(services, turn.asker)));
  const command = understood(message, turn.asker.locale);
  noteTurn({ kind: command.kind === 'forward' ? command.kind : commandName(command) });
  if (await isForStranger(talk, command)) {
    return void (await services.messenger.send(place, aboutCard(cardContext(services, turn.asker))));
  }
  switch (command.kind) {
    case 'action':
    case 'which-action':
    case 'history-for':
    case 'name-only':
      return beginOnce(talk, activity, () => aboutSomebody(talk, command, message));
    case 'approvals-here':
      return beginOnce(talk, activity, () => runErrand(talk, { wants: 'approvals-here', unit: command.unit }));
    case 'approvals':
    case 'unused':
      return beginOnce(talk, activity, () => runErrand(talk, { wants: command.kind }));
    case 'action-without-target':
      return beginOnce(talk, activity, () => onActionOnly(talk, { ...command, note: command.reason }));
    case 'yes':
      return beginOnce(talk, activity, () => onYes(talk));
    case 'cancel':
      return onCancel(talk);
    case 'choice':
      return beginOnce(talk, activity, () => onChoice(talk, command.number));
    case 'figures':
      return beginOnce(talk, activity, () => onReport(talk));
    case 'history':
      return answerPrivately(talk, await ownHistoryCard(talk));
    case 'status':
      return answerPrivately(talk, await openRequestsCard(talk));
    case 'forward':
      return;
    case 'sign-out':
      await signOut(talk);
  }
  await services.messenger.send(place, cardFor(talk, command, message));
}

type Understood = ReturnType<typeof understood>;

/** What is wished for somebody, which a sign-in tells more of, and what is answered in its own way to everybody. */
const FOR_EVERYBODY: readonly Understood['kind'][] = [
  'action',
  'which-action',
  'history-for',
  'approvals-here',
  'history',
  'status',
  'forward',
  'sign-out',
];

/** Whether nothing says that who writes works in the helpdesk, and they answer nothing that they were asked: they read what this is. */
async function isForStranger(talk: Talk, { kind }: Understood): Promise<boolean> {
  if (FOR_EVERYBODY.includes(kind) || !(await isStranger(talk))) return false;
  return (await lastOpen(talk)).doubt === undefined;
}

/** The answer to a message that starts nothing. */
function cardFor(
  { services, turn, place }: Talk,
  command: Parameters<typeof plainAnswer>[0],
  message: WrittenMessage,
): AdaptiveCard {
  const context = cardContext(services, turn.asker);
  const unknownLanguage = languageOf(message.text) === undefined && /\p{L}/u.test(message.text);
  return plainAnswer(command, { shared: !place.personal, unknownLanguage }, context);
}

/** A message that names somebody: what is to be done, or what was asked before. */
type Naming = Extract<MessageCommand, { kind: 'action' | 'which-action' | 'history-for' | 'name-only' }>;

/** @returns whether anything has begun that is not over with its answer */
async function aboutSomebody(talk: Talk, command: Naming, message: WrittenMessage): Promise<boolean> {
  const { services, turn, place } = talk;
  const named = await resolveTarget(services, command.target, message, place);
  if (!named) {
    const rule = 'mention-not-a-person';
    await recordRefusal(services, turn, rule, place);
    const action = command.kind === 'action' ? command.action : USUAL_ACTION;
    const refused = refusedCard({ action, rule, values: {} }, cardContext(services, turn.asker));
    await services.messenger.send(place, refused);
    return false;
  }
  if (command.kind === 'history-for') return runErrand(talk, { wants: 'history', ...named });
  const errand = { wants: 'action', ...named, typedPassword: false } as const;
  if (command.kind === 'name-only') return onNameOnly(talk, errand);
  const { ticket, reason: note, typedPassword } = command;
  const full = { ...errand, ticket, note, typedPassword };
  if (command.kind === 'which-action') return askFirst(talk, full, command.offered);
  const { action, asks } = command;
  return asks ? askFirst(talk, full, [action]) : runErrand(talk, { ...full, action });
}

/** The person is signed out whether or not that can be put on record: nobody is told that it was not done. */
async function signOut({ services, turn, tokens }: Talk): Promise<void> {
  await tokens.signOut();
  try {
    await recordSignIn(services, turn, 'signed-out');
  } catch (err) {
    const { correlationId } = turn;
    services.log.error({ code: codeOf(err), correlationId, err }, 'a sign-out could not be put on record');
  }
}

/** Whom a message names, or undefined where the mention in it is no person's. */
async function resolveTarget(
  services: Services,
  target: NamedPerson,
  { mentioned }: WrittenMessage,
  place: Place,
): Promise<{ query: TargetQuery; label: string } | undefined> {
  if (target.by === 'name' && target.place) return { query: target, label: `${target.value} (${target.place})` };
  if (target.by !== 'mention') return { query: target, label: target.value };
  const person = mentioned[target.index];
  if (person === undefined || person.isGroup) return undefined;
  const { id, name } = person;
  const objectId = person.objectId ?? (await services.messenger.memberObjectId(place, id));
  if (objectId) return { query: { by: 'object-id', value: objectId }, label: name ?? objectId };
  // Not everybody who is mentioned is in a chat that the bot can read.
  return name === undefined ? undefined : { query: { by: 'name', value: name }, label: name };
}
