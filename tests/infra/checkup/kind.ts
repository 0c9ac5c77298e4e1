import { DEPLOY } from '../../../infra/checkup/finding.ts';
import type { Values } from '../../../infra/values.ts';
import { adviceFor } from '../../../src/entra-numbers.ts';

/** One way in which an installation can be broken, and what the check says of it. */
export interface Kind {
  name: string;
  /** What differs from a right installation: places in the answers of Microsoft, see `broken`. */
  breaks: Readonly<Record<string, unknown>>;
  /** What differs in the values that the installer keeps. */
  values?: Partial<Values>;
  subject: string;
  says: string;
  /** The number of Microsoft Entra ID that people meet, which stands in `says`. */
  number?: string;
  fix: string;
  /** Other subjects that are wrong because of it. */
  also?: readonly string[];
  /** Subjects that can't be known because of it. */
  hides?: readonly string[];
}

/** `subject`, `says`, and the fix: to deploy again unless it is another. */
export function kind(
  name: string,
  breaks: Kind['breaks'],
  [subject, says, fix = DEPLOY]: readonly [subject: string, says: string, fix?: string],
  more: Pick<Kind, 'also' | 'hides' | 'values'> = {},
): Kind {
  const [, number] = /\(AADSTS(\d+)\)\.$/.exec(says) ?? [];
  return { name, breaks, subject, says, fix, number, ...more };
}

/** The fix is what the log and the doctor say of that number as well. */
export const advised = (number: string) => adviceFor(number);
