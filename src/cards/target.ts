import { addressLines, type Inlines, shownName } from './text-runs.ts';

/** Characters that fit on a line of a card that is 300 pixels wide. */
const LINE = 36;

/** Whose password it is about. */
export interface TargetView {
  targetName: string;
  targetUpn: string;
}

/** Name and, under it, sign-in name. */
export function targetLines(target: TargetView): Inlines[] {
  return [shownName(target.targetName, { weight: 'bolder' }), ...signInLines(target)];
}

export function signInLines({ targetUpn }: TargetView): Inlines[] {
  return addressLines(targetUpn, LINE, { isSubtle: true });
}
