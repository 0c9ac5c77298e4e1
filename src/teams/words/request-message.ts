import { holdsPassword } from '../../desk/wording/password-like.ts';
import type { PersonChunk } from './chunk.ts';
import type { ClauseReading } from './clause-reading.ts';
import { splitFields } from './form-field.ts';
import { type LineReading, type Lines, readLines } from './lines.ts';
import { mentionsPassword } from './mentions-password.ts';
import type { AskedWith, MessageCommand, OtherDeed } from './message-command.ts';
import { contradicts, namePerson } from './name-person.ts';
import { isCapitalised, isIdentifier } from './name-words.ts';
import { ownSentences, splitSentences } from './own-sentences.ts';
import { reasonText } from './reason.ts';
import { distinct } from './same-person.ts';
import type { Term } from './term.ts';
import { actionForOneself, actionsWished, byWeight, takesBack } from './wished-actions.ts';

/**
 * Understands a message that may ask for something to be done to somebody's account.
 * @returns undefined when it says nothing of it
 */
export function readRequest(terms: readonly Term[], plain: string): MessageCommand | undefined {
  const lines = readLines(ownSentences(splitSentences(terms)).flatMap(splitFields));
  if (lines.several) return { kind: 'other-deed', deed: 'several-people' };
  return new Message(lines, plain).command();
}

/** Deeds that a reset may stand beside, or that are done to accounts of no person. */
const OF_ACCOUNTS: readonly OtherDeed[] = ['unlock', 'shared-account'];

class Message {
  private readonly sentences: readonly LineReading[];
  private readonly clauses: readonly ClauseReading[];
  private readonly plain: string;
  private readonly field: PersonChunk | undefined;
  private readonly because: readonly Term[] | undefined;

  constructor({ readings, field, because }: Lines, plain: string) {
    this.sentences = readings;
    this.clauses = readings.flatMap(({ clauses }) => clauses);
    this.plain = plain;
    this.field = field;
    this.because = because;
  }

  command(): MessageCommand | undefined {
    const { wishes, laments } = this;
    const nothing = this.nothingToDo();
    if (nothing !== undefined) return nothing;
    const people = distinct(
      [...wishes, ...laments].flatMap(({ who }) => (typeof who === 'object' && !this.isSetWord(who) ? [who] : [])),
    );
    const direct = distinct(
      wishes.flatMap(({ who }) => (typeof who === 'object' && !this.isSetWord(who) ? [who] : [])),
    );
    const own = this.isOwn();
    if (wishes.length + laments.length === 0 && !this.isOfAccount()) return this.withoutWish();
    if (direct.length > 0) return own ? { kind: 'not-understood' } : this.about(direct);
    if (own)
      return people.length > 0
        ? { kind: 'not-understood' }
        : { kind: 'own-account', action: actionForOneself(wishes, laments), typedPassword: this.typed() };
    const context = this.context();
    return context.length > 0
      ? this.about(context)
      : { kind: 'action-without-target', offered: actionsWished(wishes, laments), ...this.askedWith() };
  }

  /** The writer's own: nobody else is named, in words or in a field of a form. */
  private isOwn(): boolean {
    if (this.field !== undefined) return false;
    if (this.wishes.some(({ who }) => who === 'own')) return true;
    const told = this.wishes.length > 0 && this.context().length > 0;
    return !told && this.laments.some(({ who }) => who === 'own');
  }

  private get wishes() {
    return this.clauses.filter(clause => clause.kind === 'wish');
  }

  private get laments() {
    return this.clauses.filter(clause => clause.kind === 'lament');
  }

  private has(kind: ClauseReading['kind']): boolean {
    return this.clauses.some(clause => clause.kind === kind);
  }

  /** What takes everything back, or says that nothing is to be done. */
  private nothingToDo(): MessageCommand | undefined {
    if (this.clauses.some(clause => takesBack(clause, this.wishes))) return { kind: 'negated' };
    if (this.has('warning')) return { kind: 'warning' };
    const history = this.clauses.find(clause => clause.kind === 'history');
    const asked = history && namePerson(history.who);
    if (asked !== undefined && this.wishes.length === 0) return { kind: 'history-for', target: asked };
    const deeds = this.clauses.flatMap(clause => (clause.kind === 'deed' ? [clause.deed] : []));
    const [deed] = deeds.filter(each => !this.isOfAccount() || !OF_ACCOUNTS.includes(each));
    if (deed !== undefined) return { kind: 'other-deed', deed };
    const thing = this.thing();
    if (thing !== undefined && thing !== 'unknown') return { kind: 'other-deed', deed: thing };
    if (this.has('report') && !this.isAfterReport()) return { kind: 'report' };
    if (this.has('question')) return { kind: 'question' };
    if (this.has('unclear') && !this.isNamedOnce()) return { kind: 'not-understood' };
    return this.has('thanks') ? { kind: 'thanks' } : undefined;
  }

  /** What is in trouble, and is no password, where no wish says otherwise: "her phone is locked, please reset it". */
  private thing(): OtherDeed | 'unknown' | undefined {
    if (!this.wishes.every(wish => wish.vague !== undefined)) return undefined;
    return this.laments.flatMap(({ thing }) => thing ?? [])[0];
  }

  /** An account that is unlocked too, or that is no person's: asked about before it is looked up. */
  private isOfAccount(): boolean {
    const deeds = this.clauses.flatMap(clause => (clause.kind === 'deed' ? [clause] : []));
    return deeds.some(
      ({ deed, who }) =>
        (deed === 'unlock' && (this.wishes.length > 0 || this.field !== undefined)) ||
        (deed === 'shared-account' && who !== undefined),
    );
  }

  private withoutWish(): MessageCommand | undefined {
    if (this.has('help')) return { kind: 'help' };
    const [only, more] = this.clauses;
    if (only?.kind !== 'person' || more !== undefined) return undefined;
    const target = namePerson(only.who);
    return target && { kind: 'name-only', target };
  }

  /** One wish names somebody, or stands in a form that does, and what is not clear beside it names nobody. */
  private isNamedOnce(): boolean {
    if (this.wishes.length > 0 && (this.field !== undefined || this.context().length === 1)) return true;
    return this.wishes.some(({ who }) => typeof who === 'object');
  }

  /** A wish that comes after a report asks for it anew. */
  private isAfterReport(): boolean {
    const report = this.clauses.findLastIndex(clause => clause.kind === 'report');
    return report >= 0 && this.clauses.findIndex(clause => clause.kind === 'wish') > report;
  }

  /** Everybody named beside the wish. */
  private context(): PersonChunk[] {
    const bare = this.clauses.flatMap(clause => (clause.kind === 'person' ? [clause.who] : []));
    const lamented = this.clauses.flatMap(clause =>
      clause.kind === 'lament' && typeof clause.who === 'object' ? [clause.who] : [],
    );
    const held = this.clauses.flatMap(clause =>
      clause.kind === 'deed' && clause.who !== undefined ? [clause.who] : [],
    );
    const told = this.clauses.flatMap(clause =>
      clause.kind === 'remark' && clause.who !== undefined ? [clause.who] : [],
    );
    const named = distinct([...bare, ...lamented, ...held]);
    if (this.field !== undefined) return this.field.unsure === true && named.length > 0 ? named : [this.field];
    return named.length > 0 ? named : distinct(told);
  }

  private isAsked(): boolean {
    return (
      this.wishes.length === 0 ||
      this.wishes.some(wish => wish.asked) ||
      this.wishes.every(wish => wish.bare === true) ||
      this.isAfterReport() ||
      this.isOfAccount() ||
      this.thing() !== undefined ||
      this.isFollowed() ||
      (this.field !== undefined && this.wishes.some(wish => wish.ofPerson)) ||
      this.has('unclear') ||
      this.clauses.some(isReserved)
    );
  }

  /** "Request: reset password to sunflower" beside a person's field: a small word there is no second person. */
  private isSetWord(who: PersonChunk): boolean {
    return this.field !== undefined && distinct([this.field, who]).length > 1 && who.terms.every(isSmallWord);
  }

  private setsWord(): boolean {
    return this.wishes.some(({ who }) => typeof who === 'object' && this.isSetWord(who));
  }

  /** "she's in", "one sec": a few words in a sentence of their own behind a wish may take it back. */
  private isFollowed(): boolean {
    const at = this.sentences.findIndex(({ clauses }) => clauses.some(clause => clause.kind === 'wish'));
    return (
      at >= 0 && !this.typed() && this.sentences.slice(at + 1).some(({ short, typed }) => short === true && !typed)
    );
  }

  private about(people: readonly PersonChunk[]): MessageCommand {
    const wish = this.clauses.findIndex(clause => clause.kind === 'wish');
    const beside = this.clauses
      .slice(Math.max(0, wish))
      .flatMap(clause => (clause.kind === 'person' ? [clause.who] : []));
    const [who, more] = distinct([...people, ...beside]);
    if (more !== undefined) return { kind: 'other-deed', deed: 'several-people' };
    if (who === undefined) return { kind: 'not-understood' };
    const target = namePerson(who);
    if (target === undefined) return { kind: 'not-understood' };
    const asks = who.unsure === true || contradicts(who, who) || this.isAsked() || this.namesAnother(who);
    const offered = actionsWished(this.wishes, this.laments);
    const [action, other] = offered;
    if (other !== undefined) return { kind: 'which-action', offered, target, ...this.askedWith() };
    return { kind: 'action', action, target, ...this.askedWith(), ...(asks && { asks: true as const }) };
  }

  /** Somebody else is named in a part that says nothing of a reset, and may be whom the writer means. */
  private namesAnother(who: PersonChunk): boolean {
    const clauses = this.sentences.filter(({ typed }) => !typed).flatMap(sentence => sentence.clauses);
    const told = clauses.flatMap(clause => ('who' in clause && typeof clause.who === 'object' ? [clause.who] : []));
    return distinct([who, ...told, ...(this.field ? [this.field] : [])]).length > 1;
  }

  private typed(): boolean {
    const told = this.because !== undefined && mentionsPassword(this.because);
    return (
      told || this.setsWord() || this.sentences.some(sentence => sentence.typed) || holdsPassword(this.reason() ?? '')
    );
  }

  private reason(): string | undefined {
    const laments = byWeight(this.laments, actionsWished(this.wishes, this.laments));
    const given = [...this.sentences.map(sentence => sentence.reason), ...(this.because ? [this.because] : [])];
    const reasons = [...given, ...laments.flatMap(({ told }) => (told ? [told] : []))];
    return reasons.map(reason => reasonText(reason, this.plain)).find(text => text !== undefined);
  }

  /** A typed password may run into what follows it, so then the reason and any loosely written ticket are left out. */
  private askedWith(): AskedWith {
    const typedPassword = this.typed();
    const ticket = this.sentences.find(sentence => sentence.ticket !== undefined)?.ticket;
    const safe = !typedPassword || /^[A-Z]{2,6}\d{5,}$/.test(ticket ?? '');
    const reason = this.reason();
    return {
      ...(reason !== undefined && !typedPassword && { reason }),
      ...(ticket !== undefined && safe && { ticket }),
      typedPassword,
    };
  }
}

/** What has to happen first, or that one thing is not to be done beside another: "after she has got her phone". */
function isReserved(clause: ClauseReading): boolean {
  return (clause.kind === 'negated' && clause.alone !== true) || (clause.kind === 'remark' && clause.later === true);
}

function isSmallWord(term: Term): boolean {
  return term.kind === 'word' && !isIdentifier(term) && !isCapitalised(term);
}
