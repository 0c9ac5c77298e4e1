import type { World } from '../support/world.ts';

/** A reset as it was before anybody asked for it, and what has come to light since. */
export interface Facts {
  /** Sign-in name of the target. */
  target: string;
  targetId: string;
  targetName: string;
  requesterName: string;
  /** The password before. */
  before: string;
  /** How often the target's sessions had been ended before. */
  revocationsBefore: number;
  /** Number of the last call in the sandbox's log before. */
  callsBefore: number;
  /** The temporary password, once somebody was shown it. */
  shown?: string;
  /** The conversation in which it is handed over. */
  personal: string;
  /** The conversation in which requests from a personal chat are approved. */
  approvals: string;
  /** What the requester's card carries. */
  request?: string;
  /** Somebody has seen the card that leads to the password. */
  delivered?: boolean;
  /** Somebody has seen the question to the approvals conversation. */
  asked?: boolean;
  /** Names of those who have pressed Approve, and Decline. */
  approvers: Set<string>;
  decliners: Set<string>;
}

interface Claim {
  name: string;
  said(text: string, facts: Facts): boolean;
  /** Why it is not so; undefined: it is. */
  false(world: World, facts: Facts, text: string): Promise<string | undefined>;
  /** It stood on the card before it became untrue, and Teams has to take the new card first. */
  lags?: true;
}

/** What cards and answers say has happened or has not, and how the directory and Teams tell whether it is so. */
const CLAIMS: readonly Claim[] = [
  {
    name: 'not changed',
    said: text =>
      /was not (?:changed|reset)|still works|nothing (?:was|has been) (?:changed|done|reset)(?! yet)|no password was changed/i.test(
        text,
      ),
    false: notChanged,
  },
  {
    name: 'not changed yet',
    said: text => /Nothing has been changed yet|Nothing changes until a second administrator has approved/.test(text),
    false: notChanged,
    lags: true,
  },
  {
    name: 'changed',
    said: (text, { requesterName }) =>
      text.includes(`${requesterName} reset the password of`) ||
      /^(?:Password reset|Password reset accepted)$|has confirmed the reset|accepted the reset/m.test(text),
    async false(world, { target, before }) {
      const result = await world.trySignIn(target, before);
      return result === 'wrong-password' ? undefined : `the former password: ${result}`;
    },
  },
  {
    name: 'delivered',
    said: text => /in the private chat|handed over the temporary password\.$/m.test(text),
    async false(world, { personal, request = '', delivered }) {
      const there = delivered || isIn(world, personal, ['The temporary password is ready', request]);
      return there ? undefined : 'no card in the personal chat leads, or led, to it';
    },
  },
  {
    name: 'asked',
    said: text => /has been sent to the approvals conversation/.test(text),
    async false(world, { approvals, request = '', asked }) {
      const there = asked || isIn(world, approvals, ['"approve"', request]);
      return there ? undefined : 'no card in the approvals conversation asks, or asked, for it';
    },
  },
  {
    name: 'approved',
    said: text => namesOf(APPROVED, text).length > 0,
    false: async (_world, { approvers }, text) => nobodyOf(approvers, namesOf(APPROVED, text)),
  },
  {
    name: 'declined',
    said: text => namesOf(DECLINED, text).length > 0,
    false: async (_world, { decliners }, text) => nobodyOf(decliners, namesOf(DECLINED, text)),
  },
  {
    name: 'signed out everywhere',
    said: text => /Signed out everywhere/.test(text),
    false: async (world, facts) => ((await revocations(world, facts)) > 0 ? undefined : 'no session was ended'),
  },
  {
    name: 'not signed out everywhere',
    said: text => /Signing out everywhere did not work/.test(text),
    false: async (world, facts) => ((await revocations(world, facts)) === 0 ? undefined : 'all sessions were ended'),
  },
  {
    name: 'sent once',
    said: text => /handed over the temporary password at/.test(text) && !/sent more than once/.test(text),
    async false(world, facts) {
      const calls = await resetCalls(world, facts);
      const lost = calls.slice(0, -1).some(({ status }) => status === 0);
      return lost ? `calls that set it, by status: ${calls.map(({ status }) => status).join()}` : undefined;
    },
  },
];

const APPROVED = [/^(.+?) approved at /gm, /^Approved by\n(.+?), /gm];
const DECLINED = [/^(.+?) declined (?:the request|at) /gm];

async function notChanged(world: World, { target, before }: Facts): Promise<string | undefined> {
  const result = await world.trySignIn(target, before);
  return result === 'signed-in' ? undefined : `the former password: ${result}`;
}

function namesOf(patterns: readonly RegExp[], text: string): string[] {
  return patterns.flatMap(pattern => [...text.matchAll(pattern)].map(([, name = '']) => name));
}

function nobodyOf(pressed: ReadonlySet<string>, names: readonly string[]): string | undefined {
  const others = names.filter(name => !pressed.has(name));
  return others.length > 0 ? `${others.join()} did not; ${[...pressed].join() || 'nobody'} did` : undefined;
}

function isIn(world: World, conversation: string, parts: readonly string[]): boolean {
  const texts = world.connector.in(conversation).map(message => JSON.stringify(message));
  return texts.some(text => parts.every(part => text.includes(part)));
}

async function revocations(world: World, { target, revocationsBefore }: Facts): Promise<number> {
  const user = await world.sandbox.control<{ revocations: number }>('GET', `users/${encodeURIComponent(target)}`);
  return user.revocations - revocationsBefore;
}

/** The calls to set this password that have come to their end, oldest first. */
async function resetCalls(world: World, { targetId, callsBefore }: Facts): Promise<{ status: number }[]> {
  type Call = { path: string; status: number; startedAt: number };
  const path = `calls?service=graph&since=${callsBefore}`;
  const { calls } = await world.sandbox.control<{ calls: Call[] }>('GET', path);
  const about = calls.filter(call => call.path.includes(targetId) && call.path.includes('resetPassword'));
  return about.toSorted((one, other) => one.startedAt - other.startedAt);
}

/** What of this text is false now, each with what is true; `lags`: also what a card may say for a while. */
export async function falsehoods(world: World, text: string, facts: Facts, lags = false): Promise<string[]> {
  const found: string[] = [];
  for (const claim of CLAIMS.filter(each => (lags || !each.lags) && each.said(text, facts))) {
    const why = await claim.false(world, facts, text);
    if (why) found.push(`"${claim.name}" of ${facts.target} (${why}): ${text.replaceAll('\n', ' | ')}`);
  }
  return found;
}
