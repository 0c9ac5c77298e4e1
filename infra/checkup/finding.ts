import { adviceFor } from '../../src/entra-numbers.ts';

/** What was found of one thing that sign-in or the bot needs. Its texts hold no secret. */
export interface Finding {
  subject: string;
  /** `unknown`: it could not be read, and nothing is claimed of it. */
  state: 'right' | 'wrong' | 'unknown';
  /** One sentence or two; where people would meet a number of Microsoft Entra ID because of it, with that number. */
  says: string;
  /** What to do; of what is unknown: how to have it known. */
  fix?: string;
}

/** Something that is not as it has to be. */
export interface Fault {
  says: string;
  fix: string;
}

/** What puts most of it right: everything that Bicep and entra-app.ts write is written again. */
export const DEPLOY = 'Deploy again: node infra/install.ts deploy.';

/** Without a fault, the subject is right; with some, each is a finding. */
export function findings(subject: string, right: string, faults: readonly (Fault | undefined)[]): Finding[] {
  const wrong = faults.filter(fault => fault !== undefined);
  if (wrong.length === 0) return [{ subject, state: 'right', says: right }];
  return wrong.map(({ says, fix }) => ({ subject, state: 'wrong', says, fix }));
}

export function right(subject: string, says: string): Finding {
  return { subject, state: 'right', says };
}

export function wrong(subject: string, { says, fix }: Fault): Finding {
  return { subject, state: 'wrong', says, fix };
}

export function unknown(subject: string, { says, fix }: Fault): Finding {
  return { subject, state: 'unknown', says, fix };
}

/**
 * A fault with which Microsoft Entra ID refuses people by this number, as the log and the doctor tell it.
 * @param says without its full stop
 * @param fix what the number's own advice is, unless there is something more exact
 */
export function refusal(number: string, says: string, fix = adviceFor(number)): Fault {
  return { says: `${says} (AADSTS${number}).`, fix };
}
