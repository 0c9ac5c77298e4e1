import type { Role } from '../../locales/roles.ts';
import { ClauseMood } from './clause-mood.ts';
import type { ClauseReading } from './clause-reading.ts';
import type { OtherDeed } from './message-command.ts';
import { is, type Term } from './term.ts';

/** Words for other deeds, the surest first. */
const DEEDS: readonly (readonly [Role, OtherDeed])[] = [
  ['mfa', 'mfa'],
  ['unlock', 'unlock'],
  ['rule', 'policy'],
  ['everyone', 'several-people'],
  ['remove', 'account'],
  ['group', 'group'],
  ['other-system', 'other-system'],
  ['shared', 'shared-account'],
  ['guide', 'reset-link'],
  ['device', 'device'],
];
const VERBS: readonly Role[] = [
  'reset',
  'change',
  'resetting',
  'unlock',
  'reset-noun',
  'remove',
  'reveal',
  'mfa',
  'want',
];
/** What stands between a verb and what is done to. */
const BETWEEN: readonly Role[] = [
  'determiner',
  'adjective',
  'new',
  'other',
  'my',
  'system',
  'noun',
  'compound',
  'target-preposition',
  'everyone',
  'account',
];
/** What somebody has, or uses, beside a password. */
const THINGS: readonly Role[] = ['mfa', 'group', 'other-system', 'shared', 'device'];
/** Said of passwords, and not done to people. */
const OF_PASSWORDS: readonly Role[] = ['rule', 'guide'];

/** What else than a reset a clause asks for. */
export class ClauseDeed extends ClauseMood {
  protected deed(): ClauseReading | undefined {
    const [who] = this.people;
    if (this.has('pass', 'bare-pass') && this.has('remove', 'withdraw')) return { kind: 'deed', deed: 'pass' };
    const found = DEEDS.find(([role]) => this.isAsked(role));
    if (found === undefined) return undefined;
    return { kind: 'deed', deed: found[1], ...(who && { who }) };
  }

  /** "the password reset email for Anna" is no reset. */
  protected guide(): ClauseReading | undefined {
    const at = this.chunks.findIndex(chunk => chunk.kind === 'word' && is(chunk, 'guide'));
    return this.isWord(at - 1, 'compound') ? { kind: 'deed', deed: 'reset-link' } : undefined;
  }

  /** True where a word of this role is what something is done to: "reset the MFA", "password policy", "MFA reset". */
  private isAsked(role: Role): boolean {
    if (role === 'other-system') return this.isOfOtherSystem();
    return this.chunks.some((chunk, at) => {
      if (chunk.kind !== 'word' || !is(chunk, role)) return false;
      if (role === 'unlock' || role === 'remove') return true;
      if (role === 'device' && is(chunk, 'system') && this.isWord(0, 'want') && this.has('noun')) return false;
      if (OF_PASSWORDS.includes(role)) return this.isWord(at - 1, 'noun', 'compound', 'system') || this.isGoverned(at);
      const named = this.isWord(at + 1, 'reset', 'reset-noun', 'resetting', 'compound', 'noun');
      return (
        named ||
        this.isGoverned(at) ||
        (this.joined && this.words.length <= 4) ||
        (this.words.length === 1 && this.people.length === 0)
      );
    });
  }

  /** A verb stands before, and nothing between but what belongs to the word: "reset Anna's old". */
  private isGoverned(at: number): boolean {
    let left = at - 1;
    while (
      left >= 0 &&
      (this.chunks[left]?.kind === 'person' || this.isWord(left, ...BETWEEN)) &&
      !this.isWord(left, ...VERBS)
    )
      left--;
    return this.isWord(left, ...VERBS) || (left >= 0 && this.isWord(left, 'target-preposition') && this.acts());
  }

  /** What is in trouble, where that is no password of the directory: "lost her phone", "the password to Visma". */
  protected thing(): OtherDeed | 'unknown' | undefined {
    const trouble = this.words.findIndex(word => is(word, 'trouble', 'forget'));
    const subject = this.words
      .slice(0, Math.max(0, trouble))
      .find(word => is(word, 'device', 'system') && !is(word, 'noun', 'account'));
    const noun = this.words.findLastIndex(word => is(word, 'noun', 'compound', 'account'));
    if (noun < 0 && subject !== undefined) return is(subject, 'device') ? 'device' : 'unknown';
    const password = this.words[noun];
    if (password !== undefined) return this.belongingTo(password);
    const found = DEEDS.find(
      ([role]) => THINGS.includes(role) && this.words.some(word => is(word, role) && !is(word, 'system')),
    );
    if (found !== undefined) return found[1];
    const unknown = this.words.some((word, at) => word.roles.size === 0 && !is(this.words[at - 1], 'circumstance'));
    return unknown || this.has('guide', 'employee-number', 'introduced', 'label-address') ? 'unknown' : undefined;
  }

  /** "the password to Visma", "her password for the safe" */
  private belongingTo(noun: Term): OtherDeed | 'unknown' | undefined {
    const behind = this.chunks.slice(this.chunks.indexOf(noun) + 1);
    const [preposition, ...rest] = behind;
    if (
      preposition?.kind !== 'word' ||
      !is(preposition, 'target-preposition', 'value-preposition', 'place-preposition')
    )
      return undefined;
    const of = rest.find(
      chunk => chunk.kind === 'person' || !is(chunk, 'determiner', 'other', 'adjective', 'new', 'my'),
    );
    if (of?.kind !== 'word' || is(of, 'system', 'account')) return undefined;
    const found = DEEDS.find(([role]) => THINGS.includes(role) && is(of, role));
    return found?.[1] ?? (of.roles.size === 0 ? 'unknown' : undefined);
  }

  /** "SAP password", "the password for the wifi" */
  protected isOfOtherSystem(): boolean {
    return this.chunks.some((chunk, at) => {
      if (chunk.kind !== 'word' || !is(chunk, 'other-system')) return false;
      let next = at + 1;
      while (this.isWord(next, 'system', 'adjective', 'other-system') && !this.isWord(next, 'noun')) next++;
      return this.isWord(next, 'noun', 'compound', 'account') || this.people.length === 0 || this.has('unlock');
    });
  }
}
