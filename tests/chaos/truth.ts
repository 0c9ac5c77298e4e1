import type { World } from '../support/world.ts';

/** A reset as it was before anybody asked for it, and what has come to light since. */
export interface Facts {
  /** Sign-in name of the target. */
  target: string;
  targetName: string;
  requesterName: string;
  /** The password before. */
  before: string;
  /** The temporary password, once somebody was shown it. */
  shown?: string;
  /** The conversation in which it is handed over. */
  personal: string;
  /** What the requester's card carries. */
  request?: string;
  /** Somebody has seen the card that leads to the password. */
  delivered?: boolean;
}

interface Claim {
  name: string;
  said(text: string, facts: Facts): boolean;
  /** Why it is not so; undefined: it is. */
  false(world: World, facts: Facts): Promise<string | undefined>;
}

/** What cards and answers say has happened or has not, and how the directory and Teams tell whether it is so. */
const CLAIMS: readonly Claim[] = [
  {
    name: 'not changed',
    said: text =>
      /was not (?:changed|reset)|still works|nothing (?:was|has been) (?:changed|done|reset)|no password was changed/i.test(
        text,
      ),
    async false(world, { target, before }) {
      const result = await world.trySignIn(target, before);
      return result === 'signed-in' ? undefined : `the former password: ${result}`;
    },
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
    said: text => /The temporary password was handed to/.test(text),
    async false(world, { personal, request = '', delivered }) {
      const there = delivered || world.connector.in(personal).some(message => isHandover(message, request));
      return there ? undefined : 'no card in the personal chat leads, or led, to it';
    },
  },
];

function isHandover(message: object, request: string): boolean {
  const text = JSON.stringify(message);
  return text.includes('The temporary password is ready') && text.includes(request);
}

/** What of this text is false now, each with what is true. */
export async function falsehoods(world: World, text: string, facts: Facts): Promise<string[]> {
  const found: string[] = [];
  for (const claim of CLAIMS.filter(({ said }) => said(text, facts))) {
    const why = await claim.false(world, facts);
    if (why) found.push(`"${claim.name}" of ${facts.target} (${why}): ${text.replaceAll('\n', ' | ')}`);
  }
  return found;
}
