import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inStore, STORES, type StoreName } from '../support/both-stores.ts';
import { type Chat, textOf } from '../support/chat.ts';
import { change } from '../support/story.ts';
import { WITHOUT_PROOF } from '../support/without-proof.ts';
import { type Client, World } from '../support/world.ts';
import { Administrator } from './administrator.ts';
import type { Target } from './duties.ts';
import { seeded, Weather } from './weather.ts';

/** The sample tenant's Helpdesk, Authentication, Password and User Administrator. */
const ADMINISTRATORS = ['erik.lindqvist', 'johanna.bergstrom', 'lars.nystrom', 'mikael.sandstrom'];
/** Others who get a role for the day. */
const PROMOTED = ['gustav.norberg', 'nils.granberg', 'hanna.blom', 'henrik.falk'];
const DOMAIN = 'fjallvind.example';
/** They decide on what needs a second person: a Global Administrator, and others who get a role for the day. */
const COLLEAGUES = ['karin.holmgren', 'peter.hedlund', 'olivia.bennett'];
/** Its members' passwords take two people. */
const SALES = '7fd9c946-6274-41b4-a772-24f59776a628';
const NO_LIMIT = { hour: 100_000, day: 100_000 };
const POLICY = {
  ...WITHOUT_PROOF,
  approval: [{ when: 'target-in-group', groups: [SALES] }, { when: 'never' }],
  passwordWriteback: 'on',
  limits: { perRequester: NO_LIMIT, perTarget: NO_LIMIT },
};
/** A password that is in force can't be set once more. */
const WRITEBACK = {
  passwordWriteback: 'on',
  refusedRepeat: { by: 'call', message: 'PasswordHistory' },
};
const HELPDESK = { assignRoles: [{ role: 'Helpdesk Administrator' }] };

export interface DayOptions {
  store: StoreName;
  /** How long everything fails. Milliseconds. */
  lasts: number;
  /** How long a person waits for one reset to come to its end. Milliseconds. */
  patience: number;
  /** From one fault to the next. Milliseconds. */
  faultEvery: number;
  seed: number;
}

export interface Day {
  faults: number;
  asked: number;
  turns: number;
  handedOver: number;
  /** Requests that a second person approved or declined. */
  decided: number;
  /** Sentences that were not true, answers that nobody should get, each once. */
  wrong: readonly string[];
  /** How bots ended, if they did. */
  ended: readonly string[];
  /** Lines of the log that call something a mistake in the program. */
  unexpected: readonly string[];
  /** What the check of the record found. */
  findings: readonly unknown[];
  /** Accepted resets whose handover came later than this many milliseconds after, or never. */
  late: readonly string[];
  /** Requests that were run though nobody had approved what had to be, or though somebody declined. */
  unagreed: readonly string[];
}

/** How long an accepted reset may be on nobody's card. Milliseconds. */
export const LATEST = 30_000;

/** A day of eight administrators with two bots on one store, while all services fail in every way. */
export async function day({ store, lasts, patience, faultEvery, seed }: DayOptions): Promise<Day> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-chaos-'));
  const file = path.join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify(POLICY));
  const environment = { ...(await STORES[store]()), POLICY_FILE: file };
  const world = await World.startProcesses(2, environment);
  try {
    const random = seeded(seed);
    await world.sandbox.control('PUT', 'tenant', WRITEBACK);
    for (const each of [...PROMOTED, ...COLLEAGUES.slice(1)]) await change(world, `${each}@${DOMAIN}`, HELPDESK);
    const [people, colleagues] = [
      await peopleOf(world, [...ADMINISTRATORS, ...PROMOTED]),
      await peopleOf(world, COLLEAGUES),
    ];
    const approvals = await approvalsOf(world, colleagues);
    const shares = await share(world, people.length);
    const administrators = people.map(
      (client, each) =>
        new Administrator(world, client, { targets: shares[each] ?? [], colleagues, approvals, random }),
    );
    const weather = new Weather(world, seed);
    const over = AbortSignal.timeout(lasts);
    const ended: string[] = [];
    for (const bot of world.processes) void bot.ended.then(ending => ended.push(JSON.stringify(ending)));
    await Promise.all([weather.blow(faultEvery, over), ...administrators.map(each => each.work(over, patience))]);
    await wait(1_000);
    const seen = administrators.map(each => each.seen);
    const sum = (of: (one: (typeof seen)[number]) => number) => seen.reduce((total, one) => total + of(one), 0);
    const rows = await inStore(world, environment, open => open.auditTrail());
    const { findings } = await inStore(world, environment, open => open.verifyAudit());
    return {
      faults: weather.met,
      asked: sum(one => one.asked),
      turns: sum(one => one.turns),
      handedOver: sum(one => one.handedOver),
      decided: sum(one => one.decided),
      wrong: [...new Set(seen.flatMap(one => one.wrong))],
      ended: [...ended],
      unexpected: world.processes.flatMap(bot => bot.log()).filter(line => line.includes('NYCKEL_UNEXPECTED')),
      findings,
      late: lateHandovers(rows),
      unagreed: unagreed(rows),
    };
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function peopleOf(world: World, names: readonly string[]): Promise<Client[]> {
  return Promise.all(names.map(name => world.person(`${name}@${DOMAIN}`)));
}

/** The conversation in which requests from personal chats are approved, as its Global Administrator has chosen it. */
async function approvalsOf(world: World, colleagues: readonly Client[]): Promise<Chat> {
  const [chooses] = colleagues;
  if (!chooses) throw new Error('Nobody may choose the approvals conversation');
  const chat = world.chat(chooses, 'channel');
  const answer = textOf(await chat.says('approvals here'));
  if (!/Approval requests come here from now on/.test(answer)) throw new Error(answer);
  return chat;
}

/**
 * Members without a role, some of them mastered in Windows Server AD, so many for each of these administrators. Every third one
 * of each is in Sales.
 */
async function share(world: World, count: number): Promise<Target[][]> {
  type User = Target & {
    roles: unknown[];
    accountEnabled: boolean;
    userType?: string;
  };
  const { users } = await world.sandbox.control<{ users: User[] }>('GET', 'users');
  const ordinary = users.filter(
    user =>
      user.roles.length === 0 &&
      user.accountEnabled &&
      user.userType === 'Member' &&
      new RegExp(`^[^#]+@${DOMAIN}$`).test(user.userPrincipalName) &&
      !/[^\x20-\x7e]/.test(user.userPrincipalName),
  );
  for (const [place, { id }] of ordinary.entries()) {
    const twoPeople = Math.floor(place / count) % 3 === 0;
    await change(world, id, twoPeople ? { joinGroups: [SALES] } : { leaveGroups: [SALES] });
  }
  return Array.from({ length: count }, (_, each) => ordinary.filter((_user, place) => place % count === each));
}

function lateHandovers(rows: readonly { event: string; requestId?: string; at: number }[]): string[] {
  const accepted = rows.filter(row => row.event === 'reset-accepted');
  return accepted.flatMap(({ requestId, at }) => {
    const of = rows.filter(row => row.requestId === requestId);
    const reached = of.find(row => row.event === 'handover-delivered' || row.event === 'password-shown');
    if (reached && reached.at - at <= LATEST) return [];
    return [`${requestId}: ${reached ? `${reached.at - at} ms` : `never; ${of.map(row => row.event).join()}`}`];
  });
}

function unagreed(rows: readonly { event: string; requestId?: string }[]): string[] {
  return [...Map.groupBy(rows, row => row.requestId ?? '')].flatMap(([id, of]) => {
    const events = of.map(row => row.event);
    if (!events.includes('reset-started')) return [];
    const before = events.slice(0, events.indexOf('reset-started'));
    const agreed = !before.includes('approval-asked') || before.includes('request-approved');
    return agreed && !events.includes('request-declined') ? [] : [`${id}: ${events.join()}`];
  });
}
