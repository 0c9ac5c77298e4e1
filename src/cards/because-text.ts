import type { ActionKind } from '../action-kinds.ts';
import type { Locale } from '../locales/locale.ts';
import { keyFor, type TextValues, text } from '../locales/text.ts';
import type { ActionTextKey, CommonTextKey } from '../locales/text-key.ts';
import { LONGEST, shownText } from './escape.ts';

/** A rule that has a text: one without does not compile. */
type RuleOf<Key> = Key extends `because.${infer Rule}` ? (Rule extends `${string}.${string}` ? never : Rule) : never;

/** Why a second person is needed: a rule of the policy, and the values for its text. */
interface BecauseView {
  rule: RuleOf<CommonTextKey | ActionTextKey>;
  values: Readonly<Record<string, string>>;
}

/**
 * Why a second administrator must approve, as a sentence of at most 400 characters, the values of the directory in it made
 * harmless as in `shownText`.
 * @throws RangeError when `values` lacks a placeholder of the text
 */
export function becauseText(locale: Locale, action: ActionKind, because: BecauseView): string {
  return text(locale, keyFor(action, keyOf(because)), shown(because.values));
}

function keyOf({ rule, values }: BecauseView) {
  if (rule === 'target-holds-role') return roleKeyOf(values);
  if (rule === 'target-in-group' && values.known === 'no') return 'because.target-in-group.unknown';
  if (rule === 'target-in-group' && values.known === 'hidden') {
    return values.group ? 'because.target-in-group.hidden' : 'because.target-in-group.hidden-unnamed';
  }
  if (rule === 'target-in-group' && !values.group) return 'because.target-in-group.unnamed';
  return `because.${rule}` as const;
}

function roleKeyOf({ roles, through, held, outage }: BecauseView['values']) {
  if (roles) return held === 'eligible' ? 'because.target-holds-role.eligible' : 'because.target-holds-role';
  if (held === 'eligible' && outage) return 'because.target-holds-role.eligible-outage';
  if (held === 'eligible') return 'because.target-holds-role.eligible-unknown';
  return through === 'group' ? 'because.target-holds-role.group' : 'because.target-holds-role.unknown';
}

function shown(values: BecauseView['values']): TextValues {
  const entries = Object.entries(values).map(([name, value]) => {
    const longest = name === 'roles' ? LONGEST.sentence : LONGEST.name;
    return [name, shownText(value, longest) || '?'];
  });
  return Object.fromEntries(entries);
}
