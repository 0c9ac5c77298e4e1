/** The part a word or a phrase can play in a command. One phrase may have several roles. */
export type Role =
  /** password */
  | 'noun'
  /** passwordreset, lösenordsåterställning: verb and noun in one */
  | 'compound'
  /** means a reset by itself */
  | 'reset'
  /** means a reset only together with the noun */
  | 'change'
  /** makes a request out of the noun alone: "new password for ..." */
  | 'new'
  | 'adjective'
  | 'determiner'
  /** I, me */
  | 'self'
  /** my, own */
  | 'my'
  /** she, her, someone */
  | 'other'
  /** may stand before the target: for, of, till */
  | 'target-preposition'
  /** may stand before a typed password: to, with, till */
  | 'value-preposition'
  /** is sure to stand before a typed password: should be, ska vara */
  | 'assignment'
  /** may stand before a typed password or before a state: is, är */
  | 'copula'
  /** says what became of a password: forgotten, expired */
  | 'state'
  /** a verb after "to" that says what for, so what follows is no password: "to let her in" */
  | 'purpose'
  /** stands between a subject and its verb: has, to */
  | 'link'
  | 'forget'
  | 'need'
  | 'polite'
  | 'greeting'
  /** ends a message: thanks, regards */
  | 'closing'
  | 'negation'
  /** takes a command back when it begins a sentence: stop, never mind */
  | 'retraction'
  | 'question'
  | 'how'
  | 'reason'
  /** gives a reason when a pronoun follows: "as she" */
  | 'reason-before-pronoun'
  /** stands before a name without being a part of it: user, my colleague */
  | 'person'
  /** account, konto: "Anna's account" */
  | 'account'
  | 'employee-number'
  | 'ticket'
  /** is in no name: a target that holds one is not understood */
  | 'not-a-name'
  | 'help'
  | 'sign-out'
  /** stands before what is to be shown: "list", "give" */
  | 'show'
  /** history, alone or with a person */
  | 'history'
  /** the writer's own history in so many words: "my requests" */
  | 'own-history'
  /** what is open */
  | 'status'
  /** requests for approval are to come here */
  | 'approvals-here';

/** Words and phrases of one language by role, as people write them; case and accents do not matter. */
export interface Vocabulary {
  readonly phrases: Readonly<Record<Role, string>>;
  /** Names that end in -s, so that a final -s is not taken for a genitive. */
  readonly namesInS: string;
}
