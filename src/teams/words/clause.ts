import type { Role } from '../../locales/roles.ts';
import type { Chunk, PersonChunk } from './chunk.ts';
import { ClauseDoubt } from './clause-doubt.ts';
import type { ClauseReading } from './clause-reading.ts';
import { strandings, wishes, wishesForSomebody } from './constructions.ts';
import { EITHER } from './offered-in.ts';
import { is, isMarked, type Term } from './term.ts';

/** Without one of these, a clause about a password tells what is wrong with it. */
const VERBS_OF_WISH: readonly Role[] = ['reset', 'change', 'resetting', 'compound', 'new', 'want', 'reset-noun'];

/** What is denied beside a password: "not MFA, just the password". */
const NO_PASSWORD: readonly Role[] = ['mfa', 'device', 'other-system', 'group', 'unlock'];

/** What stands between commas and "and". */
export class Clause extends ClauseDoubt {
  read(): ClauseReading {
    const [first] = this.chunks;
    if (this.starts('retraction') && !this.acts() && this.has(...NO_PASSWORD)) return { kind: 'remark' };
    if (this.starts('retraction')) return { kind: this.acts() ? 'negated' : 'retracted' };
    if (this.has('warning')) return { kind: 'warning' };
    if (this.starts('thanks')) return { kind: 'thanks' };
    if (this.isNobodyElse()) return { kind: this.acts() ? 'negated' : 'unclear' };
    if (this.acts() && this.isNegated()) return { kind: 'negated' };
    if (this.starts('how') && this.acts())
      return this.isOwn() ? { kind: 'wish', who: 'own', asked: false } : { kind: 'help' };
    if (this.starts('extra'))
      return this.wishForSomebody() ?? (this.has('new') ? this.wish() : undefined) ?? { kind: 'remark' };
    if (this.starts('who') && this.isWord(1, 'reset', 'was-reset', 'perfect') && this.people[0] !== undefined)
      return { kind: 'history', who: this.people[0] };
    if (this.starts('question')) return this.question();
    // "Should Anna's password be reset?"; but "Skulle Annas lösenord kunna återställas?" is polite.
    if (this.acts() && this.people.length > 0 && this.isWord(0, 'should') && !this.isWord(0, 'modal'))
      return { kind: 'question' };
    if (this.starts('condition') && this.people.length > 0) return { kind: 'unclear' };
    if (
      first?.kind === 'word' &&
      (is(first, 'be') || (is(first, 'perfect', 'should', 'modal') && this.asksAbout(this.chunks[1])))
    ) {
      if (this.acts())
        return this.wishForSomebody() ?? { kind: this.isReport() && !is(first, 'be') ? 'report' : 'question' };
    }
    if (this.starts('copied') && this.people.length === 1 && !this.acts() && !this.has('want'))
      return { kind: 'remark' };
    const [who, more] = this.people;
    if (who !== undefined && more === undefined && !this.isAboutAnother() && this.chunks.every(isAroundName))
      return { kind: 'person', who };
    if (this.has('history', 'own-history', 'status', 'unused')) return { kind: 'unclear' };
    if (this.acts() && (this.has('reveal') || this.isAboutAnother())) return { kind: 'unclear' };
    return this.guide() ?? this.wishForSomebody() ?? this.stranded() ?? this.otherwise();
  }

  private otherwise(): ClauseReading {
    return this.deed() ?? this.wish() ?? this.statement() ?? this.rest();
  }

  /** "Has Anna reset it?", but "have Anna's password reset" */
  private asksAbout(chunk: Chunk | undefined): boolean {
    return chunk?.kind === 'person' && !chunk.owner;
  }

  private question(): ClauseReading {
    if (this.isOwn()) return { kind: 'wish', who: 'own', asked: false };
    if (this.acts()) return { kind: 'question' };
    return { kind: this.people.length > 0 ? 'unclear' : 'remark' };
  }

  private wishForSomebody(): ClauseReading | undefined {
    if (this.isOwn() && this.acts() && !this.isReport()) return { kind: 'wish', who: 'own', asked: false };
    for (const construction of wishesForSomebody) {
      const who = construction(this.chunks)?.who;
      if (who !== undefined)
        return {
          kind: 'wish',
          who,
          asked: this.isDoubtful(who),
          ...(this.isBare(who) && { bare: true as const }),
        };
    }
    return undefined;
  }

  private wish(): ClauseReading | undefined {
    if (this.people.length > 0 || !(this.acts() || this.has('change', 'want', 'new', 'reset-noun'))) return undefined;
    if (wishes.some(construction => construction(this.chunks) !== undefined))
      return {
        kind: 'wish',
        who: 'other',
        asked: this.has('person') && this.has('other'),
        ...(!this.has('noun', 'compound', 'account', 'system') && {
          vague: this.has('reset') ? ('reset' as const) : ('help' as const),
        }),
      };
    return undefined;
  }

  /** "Anna lost her phone": a pass helps, or a new password. */
  private stranded(): ClauseReading | undefined {
    if (!this.has('phone', 'mfa', 'code', 'stranded')) return undefined;
    for (const construction of strandings) {
      const match = construction(this.chunks);
      if (match === undefined) continue;
      const who = match.who ?? (this.has('self', 'my') && !this.has('other') ? 'own' : 'other');
      return { kind: 'lament', who, offered: EITHER, ...this.told(), stranded: true };
    }
    return undefined;
  }

  private statement(): ClauseReading | undefined {
    if (this.isMissing() && this.people[0] !== undefined) return { kind: 'lament', who: this.people[0] };
    if (this.isReport()) return this.acts() || this.has('done', 'over') ? { kind: 'report' } : this.remark();
    if (!this.has('forget', 'trouble') || !(this.has('noun', 'compound', 'trouble') || this.has('other')))
      return undefined;
    const [who, more] = this.people;
    if (more !== undefined) return { kind: 'unclear' };
    if (who !== undefined && this.isAboutSomebodyElse(who)) return { kind: 'unclear' };
    if (who === undefined && this.has('person') && this.has('other', 'determiner')) return { kind: 'unclear' };
    const thing = this.thing();
    if (who !== undefined) return { kind: 'lament', who, ...this.told(), ...(thing && { thing }) };
    if (!this.acts() && !this.has('account', 'system') && this.isOfOtherThing()) return { kind: 'remark' };
    return {
      kind: 'lament',
      who: this.isOwn() || (this.has('self') && !this.has('other', 'foreign')) ? 'own' : 'other',
      ...this.told(),
    };
  }

  /** "Anna says her student forgot it", "Anna's colleague can't log in" */
  private isAboutSomebodyElse(who: PersonChunk): boolean {
    const at = this.chunks.indexOf(who);
    return (
      this.isAboutAnother() ||
      this.chunks.slice(at + 1).some(chunk => chunk.kind === 'word' && is(chunk, 'person') && !is(chunk, 'account'))
    );
  }

  /** What is said of somebody, without the name: "has forgotten her password"; not where a word of it is unknown. */
  private told(): { told: readonly Term[] } | undefined {
    if (!this.words.every(word => word.roles.size > 0)) return undefined;
    const at = this.chunks.findIndex(chunk => chunk.kind === 'person');
    const behind = wordsOf(this.chunks.slice(at + 1));
    return { told: behind.length > 0 ? behind : wordsOf(this.chunks.slice(0, Math.max(0, at))) };
  }

  /** "can't reach the shared folder": what is in trouble is no password. */
  private isOfOtherThing(): boolean {
    return this.chunks.some(
      (chunk, at) => chunk.kind === 'word' && chunk.roles.size === 0 && this.isWord(at - 1, 'trouble'),
    );
  }

  private rest(): ClauseReading {
    const [who, more] = this.people;
    if (!this.acts()) return this.remark();
    if (who === undefined) return this.has(...VERBS_OF_WISH) ? { kind: 'unclear' } : { kind: 'lament', who: 'other' };
    return more === undefined ? { kind: 'wish', who, asked: true } : { kind: 'unclear' };
  }

  private remark(): ClauseReading {
    const who = this.subject();
    return { kind: 'remark', ...(who && { who }), ...(this.starts('time-clause') && { later: true as const }) };
  }

  /** Whom the clause is about, if it names only one. */
  private subject(): PersonChunk | undefined {
    const [who, more] = this.people;
    const own = who !== undefined && more === undefined && !this.starts('other') && !this.isAboutSomebodyElse(who);
    return own ? who : undefined;
  }
}

const AROUND_NAME: readonly Role[] = [
  'target-preposition',
  'person',
  'introduced',
  'determiner',
  'employee-number',
  'account',
  'topic',
  'label-person',
  'be',
];

/** "user is", "it is about" */
function isAroundName(chunk: Chunk): boolean {
  return chunk.kind === 'person' || is(chunk, ...AROUND_NAME) || isMarked(chunk, 'it');
}

function wordsOf(chunks: readonly Chunk[]): Term[] {
  return chunks.filter((chunk): chunk is Term => chunk.kind === 'word');
}

/** True for what joins a clause to the one before it. */
export function joins(chunk: Chunk): boolean {
  return chunk.kind === 'word' && (isMarked(chunk, 'another') || isMarked(chunk, 'and') || isMarked(chunk, 'but'));
}
