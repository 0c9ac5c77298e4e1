import type { Locale } from '../locales/locale.ts';
import { type TextValues, text } from '../locales/text.ts';
import type { TextKey } from '../locales/text-key.ts';
import { LONGEST, shownText } from './escape.ts';

/** A rule that has a text: one without does not compile. */
type RuleOf<Key> = Key extends `proofBecause.${infer Rule}`
  ? Rule extends `${string}.${string}`
    ? never
    : Rule
  : never;

/** Why something has to be shown of a caller: a rule of the policy, and the values for its text. */
interface ProofBecauseView {
  rule: RuleOf<TextKey>;
  values: Readonly<Record<string, string>>;
}

/**
 * Why something has to be shown of a caller, as the end of a sentence ("because ..."), the values of the directory in it made
 * harmless as in `shownText`.
 * @throws RangeError when `values` lacks a placeholder of the text
 */
export function proofBecauseText(locale: Locale, because: ProofBecauseView): string {
  return text(locale, keyOf(because), shown(because.values));
}

function keyOf({ rule, values }: ProofBecauseView): TextKey {
  const isUnknown = values.known === 'no';
  switch (rule) {
    case 'target-holds-role':
      return roleKeyOf(values);
    case 'target-in-group':
      return groupKeyOf(values);
    case 'account-younger-than':
    case 'namesake-exists':
    case 'changed-lately':
      return isUnknown ? `proofBecause.${rule}.unknown` : `proofBecause.${rule}`;
    case 'alarm':
      return values.by === values.target ? 'proofBecause.alarm.own' : 'proofBecause.alarm';
    default:
      return `proofBecause.${rule}`;
  }
}

function roleKeyOf({ roles, through, held }: ProofBecauseView['values']): TextKey {
  if (roles) return held === 'eligible' ? 'proofBecause.target-holds-role.eligible' : 'proofBecause.target-holds-role';
  if (held === 'eligible') return 'proofBecause.target-holds-role.eligible-unknown';
  return through === 'group' ? 'proofBecause.target-holds-role.group' : 'proofBecause.target-holds-role.unknown';
}

function groupKeyOf({ group, known }: ProofBecauseView['values']): TextKey {
  if (known === 'no') return 'proofBecause.target-in-group.unknown';
  if (known === 'hidden') {
    return group ? 'proofBecause.target-in-group.hidden' : 'proofBecause.target-in-group.hidden-unnamed';
  }
  return group ? 'proofBecause.target-in-group' : 'proofBecause.target-in-group.unnamed';
}

function shown(values: ProofBecauseView['values']): TextValues {
  const entries = Object.entries(values).map(([name, value]) => {
    const longest = name === 'roles' ? LONGEST.sentence : LONGEST.name;
    return [name, shownText(value, longest) || '?'];
  });
  return Object.fromEntries(entries);
}
