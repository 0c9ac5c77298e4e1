import type { ActionKind, Offered } from '../../action-kinds.ts';
import type { ClauseReading } from './clause-reading.ts';
import { together } from './offered-in.ts';

type Of<Kind extends ClauseReading['kind']> = Extract<ClauseReading, { kind: Kind }>;
type Wish = Of<'wish'>;
type Lament = Of<'lament'>;

/** What is meant where nothing says otherwise. */
const USUAL: Offered = ['reset-password'];

/** What is wished, or helps against what is wrong where no wish says it: "she lost her phone, please help". */
export function actionsWished(wishes: readonly Wish[], laments: readonly Lament[]): Offered {
  const told = laments.map(({ offered }) => offered);
  const resets = wishes.some(({ vague }) => vague === 'reset') && told.some(offered => isSame(offered, USUAL));
  return together(wishes.map(({ offered }) => offered)) ?? (resets ? USUAL : together(told)) ?? USUAL;
}

/** What the writer wishes for themselves; whoever has lost their phone is not helped by a new password. */
export function actionForOneself(wishes: readonly Wish[], laments: readonly Lament[]): ActionKind {
  const [action, other] = actionsWished(wishes, laments);
  return other !== undefined && laments.some(({ stranded }) => stranded) ? other : action;
}

/** What is wrong, first what is wished against: in "has a new phone and forgot her password, reset it" the password. */
export function byWeight(laments: readonly Lament[], [action]: Offered): Lament[] {
  const weight = ({ offered, stranded }: Lament) =>
    (action === 'reset-password' ? stranded !== true : offered?.includes(action)) ? 1 : 0;
  return laments.toSorted((one, other) => weight(other) - weight(one));
}

/** True for "do not", but for what is said of the other action than the one that is wished: "give her a pass, no new password". */
export function takesBack(clause: ClauseReading, wishes: readonly Wish[]): boolean {
  if (clause.kind === 'retracted') return true;
  return clause.kind === 'negated' && !deniesAnother(clause, wishes);
}

/** True where an action is denied that is not the one wished. */
function deniesAnother({ offered }: Of<'negated'>, wishes: readonly Wish[]): boolean {
  const wished = together(wishes.map(wish => wish.offered));
  return offered?.length === 1 && wished?.length === 1 && !isSame(offered, wished);
}

function isSame(one: Offered | undefined, other: Offered): boolean {
  return one?.length === other.length && one.every((action, at) => action === other[at]);
}
