import { decide } from '../../../src/desk/approve.ts';
import { ask, confirmAgain, pick } from '../../../src/desk/ask.ts';
import { confirm } from '../../../src/desk/confirm.ts';
import { advance, type Desk } from '../../../src/desk/desk.ts';
import { handOver, show } from '../../../src/desk/handover.ts';
import type { ResetRequest } from '../../../src/desk/request/request.ts';
import { retry, runApproved } from '../../../src/desk/run.ts';
import { lapse } from '../../../src/desk/sweep.ts';
import { DirectoryError, TokenServiceError } from '../../../src/errors.ts';
import { MINUTE } from '../../store/samples.ts';
import { conclude } from './concluding.ts';
import type { Act } from './events.ts';
import { askerOf } from './people.ts';
import { type BotProcess, Died } from './process.ts';
import { sweep } from './sweeping.ts';
import { Stopped, WINDOW, type World } from './world.ts';

/** A click on a card, with what is due done first, as the bot does it. */
interface Click {
  world: World;
  process: BotProcess;
  act: Act;
  request: ResetRequest;
  who: string;
}

const STALL = MINUTE + 1;

/** Does what somebody's click or message does in the bot, with everything that follows from it. */
export async function perform(world: World, process: BotProcess, act: Act): Promise<void> {
  try {
    if (act.does === 'ask') return await onAsk(world, process, act);
    if (act.does === 'sweep') return await sweep(world, process);
    if (act.does === 'stall') {
      world.now += STALL;
      return await sweep(world, process);
    }
    const known = chosenRequest(world, act);
    if (!known) return await onAsk(world, process, act);
    const request = await process.run('click', desk => asOfNow(desk, known));
    if (!request) return;
    await DOES[act.does === 'go-on' ? next(act, request) : act.does]({
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

async function asOfNow(desk: Desk, id: string): Promise<ResetRequest | undefined> {
  const request = await desk.store.get(id);
  return request && ((await lapse(desk, request)) ?? request);
}

type Clicked = Exclude<Act['does'], 'ask' | 'go-on' | 'sweep' | 'stall'>;

/** What brings a request on. */
function next(act: Act, { state }: ResetRequest): Clicked | 'ask' | 'sweep' {
  switch (state) {
    case 'choosing':
      return 'pick';
    case 'open':
      return 'confirm';
    case 'awaiting-approval':
      return 'approve';
    case 'approved':
      return 'run';
    case 'resetting':
      return 'sweep';
    case 'unknown':
      return 'retry';
    case 'reset':
      return act.signOut ? 'show' : 'hand-over';
    default:
      return 'ask';
  }
}

function usual(act: Act, { requester, state }: ResetRequest): string {
  const decides = act.does === 'approve' || act.does === 'decline' || state === 'awaiting-approval';
  return decides && act.does !== 'cancel' ? 'gunnar' : requester.id;
}

const DOES: Readonly<Record<Clicked | 'ask' | 'sweep', (click: Click) => Promise<unknown>>> = {
  ask: ({ world, process, act }) => onAsk(world, process, act),
  sweep: ({ world, process }) => sweep(world, process),
  pick: click => click.process.run('pick', desk => pick(desk, sessionOf(click), click.request, click.act.request)),
  again: click => click.process.run('confirmAgain', desk => confirmAgain(desk, sessionOf(click), click.request)),
  confirm: onConfirm,
  approve: click => onDecide(click, 'approved'),
  decline: click => onDecide(click, 'declined'),
  run: async click => {
    const outcome = await click.process.run('run', desk => runApproved(desk, sessionOf(click), click.request));
    if (outcome && 'request' in outcome) await conclude(click.world, click.process, sessionOf(click), outcome);
  },
  retry: async click => {
    const outcome = await click.process.run('retry', desk => retry(desk, sessionOf(click), click.request));
    if (outcome && 'request' in outcome) await conclude(click.world, click.process, sessionOf(click), outcome);
  },
  cancel: async ({ process, request, who }) => {
    if (who !== request.requester.id) return;
    await process.run('cancel', desk => advance(desk, request, { type: 'cancelled' }, 'request-cancelled'));
  },
  show: onShow,
  'hand-over': async ({ process, request, who }) => {
    if (who === request.requester.id) await process.run('handOver', desk => handOver(desk, request));
  },
};

function sessionOf({ process, request, who }: Click) {
  return process.desk.directory.as('token', request.correlationId, who);
}

async function onAsk(world: World, process: BotProcess, { who = 'erik', target, personal, several, request }: Act) {
  const correlationId = `correlation-${world.nextId()}`;
  const value = request === 2 ? 'nobody' : 'somebody';
  const query = several ? ({ by: 'name', value } as const) : ({ by: 'object-id', value: target } as const);
  const place = { serviceUrl: 'https://teams.example', conversationId: personal ? `chat-${who}` : 'channel', personal };
  const question = { query, label: target, typedPassword: false, place };
  const session = process.desk.directory.as('token', correlationId, who);
  await process.run('ask', desk => ask(desk, session, { asker: askerOf(who), correlationId }, question));
}

async function onConfirm(click: Click): Promise<void> {
  const { world, process, request, who, act } = click;
  world.ledger.confirms(request, who);
  const { reason, signOut } = act;
  const outcome = await process.run('confirm', desk =>
    confirm(desk, sessionOf(click), request, { reason, ticket: undefined, signOut }),
  );
  if (outcome && 'request' in outcome) await conclude(world, process, sessionOf(click), outcome);
}

/** An approved request runs at once with its requester's sign-in, if that still holds. */
async function onDecide(click: Click, verdict: 'approved' | 'declined'): Promise<void> {
  const { world, process, request, who } = click;
  world.ledger.decides(request, who);
  const said = verdict === 'approved' ? { verdict } : { verdict, reason: 'no' };
  const decided = await process.run('decide', desk =>
    decide(desk, sessionOf(click), request, { ...askerOf(who), at: request.place }, said),
  );
  if (!decided || 'rule' in decided || decided.state !== 'approved') return;
  const session = await process.run('decide', desk => desk.signedIn(decided.requester, decided.correlationId));
  if (!session) return;
  const outcome = await process.run('run', desk => runApproved(desk, session, decided));
  if (outcome && 'request' in outcome) await conclude(world, process, session, outcome);
}

async function onShow({ world, process, request, who }: Click): Promise<void> {
  if (who !== request.requester.id) return;
  const clickedAt = world.now;
  const password = await process.run('show', desk => show(desk, request));
  if (password) world.ledger.shown(request, password, clickedAt, WINDOW.reset ?? 0);
}
