import assert from 'node:assert/strict';
import type { Answered } from '../../../src/desk/answers.ts';
import { answerQuestion } from '../../../src/desk/approve.ts';
import { ask } from '../../../src/desk/ask.ts';
import { cancel } from '../../../src/desk/cancel.ts';
import { confirm } from '../../../src/desk/confirm.ts';
import type { Desk } from '../../../src/desk/desk.ts';
import { handOver, show } from '../../../src/desk/handover.ts';
import type { Offer } from '../../../src/desk/opening.ts';
import { confirmAgain, pick } from '../../../src/desk/pick.ts';
import { approvalOf, type Request } from '../../../src/desk/request/request.ts';
import { retry, runApproved } from '../../../src/desk/run.ts';
import { lapse } from '../../../src/desk/sweep.ts';
import { takeOver } from '../../../src/desk/take-over.ts';
import { DirectoryError, TokenServiceError } from '../../../src/errors.ts';
import { MINUTE } from '../../store/samples.ts';
import { nextForCaller, onAlarm, onAnswerOfAsked, onAskProof, onEndAlarm } from './caller-acts.ts';
import { USUAL } from './caller-events.ts';
import { assertTheirs, type Click, own, pressed, sessionOf } from './click.ts';
import { conclude, personalChatOf } from './concluding.ts';
import type { Act } from './events.ts';
import { onInstead, onReceipt, onReceipts, onWithdraw, termsOf } from './pass-acts.ts';
import { askerOf, USUAL_REQUESTER } from './people.ts';
import { type BotProcess, Died } from './process.ts';
import { sweep } from './sweeping.ts';
import { Stopped, WINDOW, type World } from './world.ts';

const STALL = MINUTE + 1;

/** Does what somebody's click or message does in the bot, with everything that follows from it. */
export async function perform(world: World, process: BotProcess, act: Act): Promise<void> {
  try {
    if (act.does === 'ask') return await onAsk(world, process, act);
    if (act.does === 'sweep') return await sweep(world, process);
    if (act.does === 'receipts') return await onReceipts(world, process, act.who ?? USUAL_REQUESTER[act.action]);
    if (act.does === 'stall') {
      world.now += STALL;
      return await sweep(world, process);
    }
    const known = chosenRequest(world, act);
    if (!known) return await onAsk(world, process, act);
    const request = await process.run('click', desk => asOfNow(desk, known));
    if (!request) return;
    await DOES[act.does === 'go-on' ? next(world, act, request) : act.does]({
      world,
      process,
      act,
      request,
      who: act.who ?? usual(act, request),
    });
  } catch (error) {
    const isExpected = [Died, Stopped, DirectoryError, TokenServiceError].some(kind => error instanceof kind);
    if (!isExpected) throw error;
  }
}

function chosenRequest(world: World, act: Act): string | undefined {
  const ids = [...world.requests.keys()];
  return ids[Math.max(0, ids.length - 1 - act.request)];
}

async function asOfNow(desk: Desk, id: string): Promise<Request | undefined> {
  const request = await desk.store.get(id);
  return request && ((await lapse(desk, request)) ?? request);
}

type Clicked = Exclude<Act['does'], 'ask' | 'go-on' | 'sweep' | 'stall' | 'receipts'>;

/** What brings a request on. */
function next(world: World, act: Act, request: Request): Clicked | 'ask' | 'sweep' {
  const forCaller = nextForCaller(world, act, request);
  if (forCaller) return forCaller;
  switch (request.state) {
    case 'choosing':
      return 'pick';
    case 'open':
      return isOffered(act, request) ? 'take-over' : 'confirm';
    case 'awaiting-approval':
      return 'approve';
    case 'approved':
      return 'run';
    case 'running':
      return 'sweep';
    case 'unknown':
      return 'retry';
    case 'carried-out':
      return act.signOut ? 'show' : 'hand-over';
    default:
      return 'ask';
  }
}

/** Now and then the card says so no more, since it was taken over. */
function isOffered(act: Act, request: Request): boolean {
  return request.state === 'open' && request.heldBy !== undefined && act.signOut;
}

function usual(act: Act, { requester, state }: Request): string {
  const decides = act.does === 'approve' || act.does === 'decline' || state === 'awaiting-approval';
  return decides && act.does !== 'cancel' ? 'gunnar' : requester.id;
}

const DOES: Readonly<Record<Clicked | 'ask' | 'sweep', (click: Click) => Promise<unknown>>> = {
  ask: ({ world, process, act }) => onAsk(world, process, act),
  sweep: ({ world, process }) => sweep(world, process),
  pick: click =>
    click.process.run('pick', desk =>
      pick(desk, sessionOf(click), click.request, { does: 'pick', ...pressed(click), choice: click.act.request }),
    ),
  again: click => click.process.run('confirmAgain', desk => confirmAgain(desk, sessionOf(click), click.request)),
  confirm: onConfirm,
  'take-over': onTakeOver,
  approve: click => onDecide(click, 'approved'),
  decline: click => onDecide(click, 'declined'),
  run: async click => {
    const { word } = click.act.about ?? USUAL;
    click.world.ledger.callers.says(click.request, click.who, word);
    const command = { does: 'run', word, ...pressed(click, personalChatOf(click.who)) } as const;
    const answer = await click.process.run('run', desk => runApproved(desk, sessionOf(click), click.request, command));
    await onAnswer(click, answer);
  },
  retry: async click => {
    const command = { does: 'retry', ...pressed(click) } as const;
    const answer = await click.process.run('retry', desk => retry(desk, sessionOf(click), click.request, command));
    await onAnswer(click, answer);
  },
  cancel: async click => {
    const command = { does: 'cancel', ...own(click) } as const;
    const answer = await click.process.run('cancel', desk => cancel(desk, click.request, command));
    assertTheirs(click, answer.kind);
  },
  show: onShow,
  'hand-over': async click => {
    const command = { does: 'handed-over', ...own(click, personalChatOf(click.who)) } as const;
    const answer = await click.process.run('handOver', desk => handOver(desk, click.request, command));
    assertTheirs(click, answer.kind);
  },
  instead: onInstead,
  withdraw: onWithdraw,
  receipt: onReceipt,
  'ask-proof': onAskProof,
  answer: onAnswerOfAsked,
  alarm: onAlarm,
  'end-alarm': onEndAlarm,
};

async function onAsk(world: World, process: BotProcess, act: Act) {
  const { action, who = USUAL_REQUESTER[action], target, personal, several, request } = act;
  const correlationId = `correlation-${world.nextId()}`;
  const value = request === 2 ? 'nobody' : 'somebody';
  const query = several ? ({ by: 'name', value } as const) : ({ by: 'object-id', value: target } as const);
  const channel = { serviceUrl: 'https://teams.example', conversationId: 'channel', personal };
  const place = personal ? personalChatOf(who) : channel;
  const wish = { action, query, label: target, typedPassword: false, place } as const;
  const session = process.desk.directory.as('token', correlationId, who);
  await process.run('ask', desk => ask(desk, session, { asker: askerOf(who), correlationId }, wish));
}

async function onConfirm(click: Click): Promise<void> {
  const { world, process, request, who, act } = click;
  const { reason, signOut } = act;
  const { word, withoutProof } = act.about ?? USUAL;
  world.ledger.confirms(request, who, withoutProof === true);
  world.ledger.callers.says(request, who, word);
  const input = { reason, ticket: undefined, signOut, terms: termsOf(act, world.now), word };
  const command = { does: 'confirm', ...pressed(click), input, withoutProof } as const;
  await onAnswer(click, await process.run('confirm', desk => confirm(desk, sessionOf(click), request, command)));
}

async function onTakeOver(click: Click): Promise<void> {
  const { world, process, request } = click;
  const command = { does: 'take-over', ...pressed(click) } as const;
  const answer = await process.run('takeOver', desk => takeOver(desk, sessionOf(click), request, command));
  if ('ended' in answer && answer.ended)
    await conclude(world, process, undefined, { kind: 'done', request: answer.ended });
  if (answer.kind === 'done') await conclude(world, process, undefined, answer);
}

async function onAnswer(click: Click, answer: Answered | Offer, session = sessionOf(click)): Promise<void> {
  if (answer.kind === 'done') await conclude(click.world, click.process, session, answer);
}

/** An approved request runs at once with its requester's sign-in, if that still holds. */
async function onDecide(click: Click, verdict: 'approved' | 'declined'): Promise<void> {
  const { world, process, request, who } = click;
  world.ledger.decides(request, who);
  const by = own(click, approvalOf(request)?.places?.[0]?.place ?? request.place);
  const command =
    verdict === 'approved'
      ? ({ does: 'approve', ...by } as const)
      : ({ does: 'decline', ...by, reason: 'no' } as const);
  const answer = await process.run('decide', desk => answerQuestion(desk, sessionOf(click), request, command));
  if (answer.kind !== 'done') return;
  const { request: decided } = answer;
  if (decided.state !== 'approved') return conclude(world, process, undefined, answer);
  const session = await process.run('decide', desk => desk.signedIn(decided.requester, decided.correlationId));
  if (!session) return conclude(world, process, undefined, answer);
  // Nobody presses anything for it.
  const { requester } = decided;
  const run = { does: 'run', by: requester } as const;
  await onAnswer(click, await process.run('run', desk => runApproved(desk, session, decided, run)), session);
}

async function onShow(click: Click): Promise<void> {
  const { world, process, request, who } = click;
  const clickedAt = world.now;
  const command = { does: 'show', ...pressed(click, personalChatOf(request.requester.id)) } as const;
  const answer = await process.run('show', desk => show(desk, sessionOf(click), request, command));
  if (!click.act.several) assertTheirs(click, answer.kind);
  if (answer.kind !== 'shown') return;
  assert.equal(who, request.requester.id, 'shown to somebody else');
  world.ledger.callers.shown(request, process.looks);
  world.ledger.shown(request, answer.secret, clickedAt, WINDOW['carried-out'] ?? 0);
}
