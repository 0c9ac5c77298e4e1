/** The part a word or a phrase can play in a command. One phrase may have several roles. */
export const ROLES = [
  /** password */
  'noun',
  /** passwordreset, lösenordsåterställning: verb and noun in one */
  'compound',
  /** means a reset by itself */
  'reset',
  /** means a reset only together with the noun */
  'change',
  /** makes a request out of the noun alone: "new password for ..." */
  'new',
  'adjective',
  'determiner',
  /** I, me */
  'self',
  /** my, own */
  'my',
  /** she, her, someone */
  'other',
  /** may stand before the target: for, of, till */
  'target-preposition',
  /** may stand before a typed password: to, with, till */
  'value-preposition',
  /** is sure to stand before a typed password: should be, ska vara */
  'assignment',
  /** may stand before a typed password or before a state: is, är */
  'copula',
  /** says what became of a password: forgotten, expired */
  'state',
  /** a verb after "to" that says what for, so what follows is no password: "to let her in" */
  'purpose',
  /** stands between a subject and its verb: has, to */
  'link',
  'forget',
  'need',
  'polite',
  'greeting',
  /** ends a message: thanks, regards */
  'closing',
  'negation',
  /** takes a command back when it begins a sentence: stop, never mind */
  'retraction',
  'question',
  'how',
  'reason',
  /** gives a reason when a pronoun follows: "as she" */
  'reason-before-pronoun',
  /** stands before a name without being a part of it: user, my colleague */
  'person',
  /** account, konto: "Anna's account" */
  'account',
  'employee-number',
  'ticket',
  /** is in no name: a target that holds one is not understood */
  'not-a-name',
  'help',
  'sign-out',
  /** stands before what is to be shown: "list", "give" */
  'show',
  /** history, alone or with a person */
  'history',
  /** the writer's own history in so many words: "my requests" */
  'own-history',
  /** what is open */
  'status',
  /** requests for approval are to come here */
  'approvals-here',
  /** a reset, as a thing */
  'reset-noun',
  /** the deed as a noun or gerund: resetting */
  'resetting',
  /** what is to become of the password: "needs to be changed" */
  'to-be-reset',
  /** what has become of it: "was changed" */
  'was-reset',
  /** who is asked to do it: you, someone */
  'addressee',
  /** can, could */
  'modal',
  /** should, ska */
  'should',
  /** is going to */
  'will',
  /** has, har */
  'perfect',
  /** is, was */
  'be',
  /** before an infinitive: to, att */
  'to',
  /** asks for something to be given: "can I get" */
  'ask-for-oneself',
  /** what somebody wants or must have */
  'want',
  /** get, have, be given */
  'get',
  /** help, try, with */
  'aid',
  /** called, asked: what brought the wish */
  'call',
  /** before the name by which somebody is known: "whose email is" */
  'introduced',
  /** begins a time, a place or a way: before, during */
  'circumstance',
  /** says that something is over: yesterday */
  'past-time',
  /** says that something has happened: completed, failed */
  'done',
  /** says what is wrong: locked out, expired */
  'trouble',
  /** warns of somebody: suspicious */
  'warning',
  /** where the password of a person counts: Windows, Microsoft 365 */
  'system',
  /** what has passwords of its own: wifi */
  'other-system',
  /** a second factor */
  'mfa',
  /** a Temporary Access Pass */
  'pass',
  /** unlock */
  'unlock',
  /** what holds for passwords: policy */
  'rule',
  /** what is written or sent about a reset: link */
  'guide',
  /** groups, licences, rights */
  'group',
  /** what is reset and no password: laptop */
  'device',
  /** an account of no person: shared mailbox */
  'shared',
  /** more than one: all users */
  'everyone',
  /** names the matter: request, needed */
  'topic',
  /** what else is to be done with the new password */
  'extra',
  /** before the name in a form: User */
  'label-person',
  /** before who reported it in a form: Caller */
  'label-caller',
  /** before the sign-in name in a form */
  'label-address',
  /** before the number of an employee in a form */
  'label-number',
  /** before what is asked in a form: Subject */
  'label-topic',
  /** before the reason in a form */
  'label-reason',
  /** before who wrote, to whom and when: From */
  'label-sender',
  /** cc, fyi */
  'copied',
  /** begins what programs write under a message */
  'signature',
  /** thanks for something */
  'thanks',
  /** words of neighbouring languages */
  'foreign',
  /** takes back what is open */
  'cancel',
  /** asks to be told a password: "show me" */
  'reveal',
  /** takes something away from an account or the account itself: delete, disable */
  'remove',
  /** begins what has not happened yet: if */
  'condition',
  /** says that a deed has not come about: failed */
  'failed',
  /** asks who did it */
  'who',
  /** a part of an organization: department */
  'unit',
  /** does it, as a question to somebody: "återställer du" */
  'present',
  /** more than one password: passwords */
  'plural',
  /** says that nothing is left to be done, of itself: works again, solved */
  'over',
  /** yes */
  'yes',
  /** no */
  'no',
  /** says who writes: "this is" */
  'intro',
  /** before the department of somebody: in, from */
  'place-preposition',
] as const;
export type Role = (typeof ROLES)[number];

/** Single words that the grammar asks for by themselves. They count as what they are where they stand, whatever roles they have. */
export const MARKS = [
  /** begins what else is to be done: "and set it to" */
  'and',
  /** begins what stands against what was said: but */
  'but',
  /** stands before a second person: or, then, plus */
  'another',
  /** the password, named before: "set it to" */
  'it',
  /** before a verb that says what for: "to let her in" */
  'to',
  /** is sure to stand before a typed password when it follows "it" */
  'to-be',
  /** before the old password */
  'from',
  /** begins a polite question when "I" follows; a name elsewhere */
  'modal',
  /** is a name as the first word: "can I see the history" */
  'see',
  /** within a name: "van den Berg" */
  'particle',
  /** a pronoun in small letters, a name with a capital: "hans", "Hans" */
  'pronoun-or-name',
] as const;
export type Mark = (typeof MARKS)[number];

/** The endings that make an owner of a name. */
interface Genitive {
  /** No word has them of itself, so they are taken off wherever they stand, off an address and a number as well: "Anna's". */
  readonly always: readonly string[];
  /** Taken off a word that is known to name the owner: "Anna:s". */
  readonly ofOwner: readonly string[];
  /** Directly behind a mention. */
  readonly afterMention: readonly string[];
  /** Letters that may be such an ending or a part of the name: "Annas". */
  readonly bare: readonly string[];
  /** Names in these take no ending: "Max", "Ross". */
  readonly unmarked: readonly string[];
  /** What is never followed by such letters as a part of the name: "Svenssons". */
  readonly sure: readonly string[];
}

/** What the grammar has to know of single words of a language. */
export interface Grammar {
  readonly marks: Readonly<Record<Mark, readonly string[]>>;
  readonly genitive: Genitive;
  /** Written with a dot that ends no sentence. */
  readonly abbreviations: readonly string[];
  /** How words end that say what somebody is: "undersköterskan". */
  readonly titleEndings: readonly string[];
  /** Names with a capital that are other words in small letters. */
  readonly namesLikeWords: readonly string[];
  /** Capitals that are a word by themselves, and no initial of a name: "I". */
  readonly wordsLikeInitials: readonly string[];
  /** Names that end in -s, so that a final -s is not taken for a genitive. */
  readonly namesInS: readonly string[];
}

/** Words and phrases of one language by role, as people write them; case and accents do not matter. */
export type Phrases = Readonly<Record<Role, readonly string[]>>;

/** What is written where a reset has one of the reasons on the card, whatever else is written there. */
export type Reasons = Readonly<Record<'forgot' | 'locked-out' | 'never-got-one', readonly string[]>>;

/** Words for reading a password out on the phone. */
export interface Alphabet {
  /** a to z */
  readonly letters: readonly string[];
  /** 0 to 9 */
  readonly digits: readonly string[];
  readonly symbols: Readonly<Record<string, string>>;
  /** Said before the word of a capital letter. */
  readonly capital: string;
  /** Said before the code point of a character without a name. */
  readonly character: string;
}
