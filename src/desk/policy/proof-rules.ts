import { z } from 'zod';
import type { ActionKind } from '../../action-kinds.ts';
import {
  ASKED_PROOFS,
  type Demand,
  LEVEL_OF,
  NO_DEMAND,
  PROOF_KINDS,
  PROOF_LEVELS,
  type ProofKind,
  type ProofLevel,
} from '../request/proof.ts';
import type { Circumstances, MatchRule } from './circumstances.ts';
import * as accountYoungerThan from './rules/account-younger-than.ts';
import * as action from './rules/action.ts';
import * as always from './rules/always.ts';
import * as changedLately from './rules/changed-lately.ts';
import { forAction } from './rules/for-action.ts';
import * as namesakeExists from './rules/namesake-exists.ts';
import * as requesterResets from './rules/requester-resets.ts';
import * as targetHoldsRole from './rules/target-holds-role.ts';
import * as targetInGroup from './rules/target-in-group.ts';

/** What a rule wants to be shown where it matches. */
const WANTED = {
  atLeast: z
    .literal(PROOF_LEVELS)
    .describe(
      '0: nothing; 1: the word of whoever asks; 2: something the caller or their manager does; 3: nothing here can show that yet.',
    ),
  of: z
    .array(z.enum(PROOF_KINDS))
    .min(1, 'name at least one kind, or leave "of" out to mean every kind of that level')
    .describe('The kinds that count, of that level or a higher one; without it every one of them does.')
    .optional(),
};

/** What could never be shown is a slip in the file; level 3 is not, until there is something that shows as much. */
function isPossible({ atLeast, of }: Wanting): boolean {
  return !of || atLeast > HIGHEST || of.some(kind => LEVEL_OF[kind] >= atLeast);
}
const HIGHEST = Math.max(...PROOF_KINDS.map(kind => LEVEL_OF[kind]));

/** What a rule wants to be shown. */
interface Wanting {
  atLeast: ProofLevel;
  of?: readonly ProofKind[];
}

/** A rule: what it wants, and why it matches; undefined: it does not. */
export interface ProofRule extends Wanting {
  matches: MatchRule;
}

/** A rule as the file has it, and what it does. */
interface ReadRule {
  data: { when: string; groups?: readonly string[]; action?: ActionKind };
  rule: ProofRule;
}

/** Every kind of rule, told apart by its `when`. */
const KINDS = [
  kind(wanting(targetHoldsRole.schema), targetHoldsRole.rule),
  kind(wanting(targetInGroup.schema), targetInGroup.rule),
  kind(wanting(accountYoungerThan.schema), accountYoungerThan.rule),
  kind(wanting(namesakeExists.schema), namesakeExists.rule),
  kind(wanting(changedLately.schema), changedLately.rule),
  kind(wanting(requesterResets.schema), requesterResets.rule),
  kind(wanting(action.schema), action.rule),
  kind(wanting(always.schema), always.rule),
] as const;

/** What has to be shown of a caller, in the policy file: all rules that match count, and what wants most wins. */
export const proofSchema = z
  .array(z.discriminatedUnion('when', KINDS, { error: `write a rule as {"when": ${names()}, "atLeast": 1}` }))
  .prefault([
    { when: 'always', atLeast: 1 },
    { when: 'target-holds-role', atLeast: 2 },
  ])
  .describe(
    'What must show that whoever calls is the person. All rules that match count, and the highest level wins; what is not known counts as a match.',
  );

/** What the rules want to be shown under these circumstances. */
export function demandOf(rules: readonly ProofRule[], circumstances: Circumstances): Demand {
  const matching = rules.flatMap(rule => {
    const because = rule.matches(circumstances);
    return because ? [{ ...rule, because }] : [];
  });
  const atLeast = matching.reduce<ProofLevel>((most, rule) => (rule.atLeast > most ? rule.atLeast : most), 0);
  if (atLeast === 0) return NO_DEMAND;
  const deciding = matching.filter(rule => rule.atLeast === atLeast);
  return { atLeast, rules: deciding.map(({ because, of }) => ({ because, ...(of && { of }) })) };
}

/** Whether these rules may ever have somebody else than the requester asked who calls: whoever is, can raise an alarm. */
export function mayAskOthers(rules: readonly Wanting[]): boolean {
  return rules.some(
    ({ atLeast, of = ASKED_PROOFS }) =>
      atLeast > 0 && ASKED_PROOFS.some(kind => of.includes(kind) && LEVEL_OF[kind] >= atLeast),
  );
}

/** A rule of this kind, which counts for one action alone where it names one. */
function kind<Schema extends z.ZodType<Wanting & ReadRule['data']>>(
  schema: Schema,
  read: (data: z.output<Schema>) => MatchRule,
) {
  const possible = schema.refine(isPossible, {
    path: ['of'],
    error: 'none of these shows as much as "atLeast" wants: name one that does, or leave "of" out',
  });
  return possible.transform((data): ReadRule => {
    const { atLeast, of, action: named } = data;
    return { data, rule: { atLeast, of, matches: forAction(named, read(data)) } };
  });
}

/** When a rule matches, and what it wants then; that it is extended takes its description away. */
function wanting<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape, z.core.$strict>) {
  return schema.extend(WANTED).describe(schema.description ?? '');
}

function names(): string {
  return KINDS.map(({ in: schema }) => `"${schema.shape.when.value}"`).join(' or ');
}
