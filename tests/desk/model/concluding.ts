import type { Happened } from '../../../src/desk/answers.ts';
import type { Desk } from '../../../src/desk/desk.ts';
import { handoverSent, handoverWaits } from '../../../src/desk/handover.ts';
import type { DirectorySession } from '../../../src/desk/ports.ts';
import { endAsk, proofAskSent, proofAskUnsent } from '../../../src/desk/proof-sent.ts';
import { keepAlarm } from '../../../src/desk/raise-alarm.ts';
import { knownCaller, openAskOf } from '../../../src/desk/request/caller.ts';
import { owes } from '../../../src/desk/request/duties.ts';
import type { DutyKind } from '../../../src/desk/request/duty.ts';
import { looksTheSame } from '../../../src/desk/request/looks.ts';
import type { Place } from '../../../src/desk/request/people.ts';
import type { Request } from '../../../src/desk/request/request.ts';
import { questionSent, runCardSent } from '../../../src/desk/sent.ts';
import { signOutEverywhere } from '../../../src/desk/sign-out.ts';
import { dutyDone, dutyFailed, findOut } from '../../../src/desk/sweep.ts';
import { settleTold } from '../../../src/desk/tell.ts';
import { verify, verifyOnce } from '../../../src/desk/verify.ts';
import { withdrawUnseen } from '../../../src/desk/withdraw-unseen.ts';
import type { BotProcess } from './process.ts';
import type { World } from './world.ts';

/** The order in which the bot does what is owed, written down once more. */
const ORDER: readonly DutyKind[] = [
  'proof',
  'ask-over',
  'find-out',
  'question',
  'handover',
  'sign-out',
  'verify',
  'cards',
  'run-card',
  'notice',
  'alert',
  'tell',
  'withdraw',
];

/** Who does what a request owes, with whose sign-in, and what of it is left to others. */
interface Performing {
  world: World;
  process: BotProcess;
  session?: DirectorySession;
  later: readonly DutyKind[];
  /** True where a process takes up what another has left. */
  sweeps: boolean;
}
type Performer = (performing: Performing, request: Request) => Promise<Request | undefined>;

/** The one-to-one chat of this person with the bot. */
export function personalChatOf(who: string): Place {
  return { serviceUrl: 'https://teams.example', conversationId: `chat-${who}`, personal: true };
}

/** What the bot does after a press. */
export async function conclude(
  world: World,
  process: BotProcess,
  session: DirectorySession | undefined,
  { request, retryAfterSeconds }: Happened,
): Promise<void> {
  const performing = { world, process, session, sweeps: false };
  const later: readonly DutyKind[] = session
    ? ['find-out', 'verify', 'tell']
    : ['find-out', 'sign-out', 'verify', 'tell', 'withdraw'];
  const concluded = await performDuties({ ...performing, later }, request);
  if (!session || !owes(concluded, 'verify')) return;
  const verified = await process.run('verify', desk => verify(desk, session, concluded, retryAfterSeconds));
  if (!verified) return;
  await performDuties({ ...performing, later: ['find-out', 'handover', 'sign-out', 'verify'] }, verified);
}

/** Does what a request owes. Returns it as it then is. */
export async function performDuties(performing: Performing, request: Request): Promise<Request> {
  let present = request;
  for (const kind of ORDER) {
    if (!owes(present, kind) || performing.later.includes(kind)) continue;
    present = (await PERFORMERS[kind](performing, present)) ?? present;
  }
  return present;
}

const PERFORMERS: Readonly<Record<DutyKind, Performer>> = {
  proof: askToShow,
  'ask-over': ({ process }, request) => {
    const ask = knownCaller(request).asks.at(-1);
    return process.run('askOver', async desk => ask && endAsk(desk, request, ask.id));
  },
  alert: async (performing, request) => {
    await performing.process.run('alert', desk => keepAlarm(desk, request));
    return sent(performing, request, 'alert', desk => dutyDone(desk, request.id, 'alert'));
  },
  'find-out': ({ process, session }, request) => process.run('takeUp', desk => findOut(desk, session, request)),
  question: (performing, request) =>
    sent(performing, request, 'question', desk => {
      const place = request.state === 'awaiting-approval' ? request.approval.places?.[0]?.place : undefined;
      return questionSent(desk, request.id, { ...request.place, ...place, cardId: 'question' });
    }),
  handover: async ({ world, process }, request) => {
    if (request.state !== 'carried-out') return request;
    const { trouble } = world.entra;
    if (trouble === 'card-not-sent' || trouble === 'not-installed') {
      const why = trouble === 'not-installed' ? trouble : 'later';
      return process.run('waiting', desk => handoverWaits(desk, request, why));
    }
    const place = { ...personalChatOf(request.requester.id), cardId: 'handover' };
    return process.run('delivered', desk => handoverSent(desk, request.id, place));
  },
  'sign-out': ({ process, session, sweeps }, request) =>
    process.run(sweeps ? 'takeUp' : 'signOutEverywhere', desk => signOutEverywhere(desk, session, request)),
  withdraw: ({ process, session }, request) => process.run('takeUp', desk => withdrawUnseen(desk, session, request)),
  // Nobody is told in the model: its policy says so.
  tell: ({ process, session }, request) => process.run('takeUp', desk => settleTold(desk, session, request)),
  verify: async ({ process, session }, request) => {
    const looked = await process.run('takeUp', desk => verifyOnce(desk, session, request));
    return looked.kind === 'ended' ? looked.request : request;
  },
  cards: ({ process }, request) =>
    process.run('shown', desk => dutyDone(desk, request.id, 'cards', present => looksTheSame(present, request))),
  'run-card': (performing, request) =>
    sent(performing, request, 'run-card', desk =>
      runCardSent(desk, request.id, { ...personalChatOf(request.requester.id), cardId: 'run' }),
    ),
  notice: (performing, request) =>
    sent(performing, request, 'notice', desk =>
      dutyDone(desk, request.id, 'notice', ({ state }) => state === request.state),
    ),
};

/** Whoever is to show who calls is asked in their own chat, or can't be reached there. */
async function askToShow(performing: Performing, request: Request): Promise<Request | undefined> {
  const ask = openAskOf(request, performing.world.now);
  if (!ask || ask.place) return request;
  const { process, world } = performing;
  if (world.entra.trouble === 'not-installed')
    return process.run('unasked', desk => proofAskUnsent(desk, request.id, ask.id, 'not-installed'));
  const place = { ...personalChatOf(ask.of.id), cardId: 'proof' };
  return sent(performing, request, 'proof', desk => proofAskSent(desk, request.id, ask.id, { place }));
}

/** Teams takes a card, or does not: then it is tried again. */
function sent(
  { world, process }: Performing,
  request: Request,
  duty: DutyKind,
  note: (desk: Desk) => Promise<Request | undefined>,
): Promise<Request | undefined> {
  if (world.entra.trouble !== 'card-not-sent') return process.run(duty, note);
  return process.run('notSent', desk => dutyFailed(desk, request.id, duty));
}
