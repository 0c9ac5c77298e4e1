import type { ActionKind } from '../action-kinds.ts';
import { addressLines, type Inlines, shownName } from './text-runs.ts';

/** Characters that fit on a line of a card that is 300 pixels wide. */
const LINE = 36;

/** What is done to whom. */
export interface TargetView {
  action: ActionKind;
  targetName: string;
  targetUpn: string;
}

/** Name and, under it, sign-in name. */
export function targetLines(target: TargetView): Inlines[] {
  return [shownName(target.targetName, { weight: 'bolder' }), ...signInLines(target)];
}

export function signInLines({ targetUpn }: Pick<TargetView, 'targetUpn'>): Inlines[] {
  return addressLines(targetUpn, LINE, { isSubtle: true });
}
