import { type Construction, construct } from './construction.ts';

/** Parts of the constructions below, by name. */
const PARTS: Readonly<Record<string, string>> = {
  /** "the new temporary Microsoft 365 password" */
  QUALITY: '(determiner | new | adjective | system)*',
  PASSWORD: 'QUALITY noun (system | account)* (target-preposition (determiner | my | other)* (device | system))?',
  /** "password reset", "a reset" */
  RESETTING: 'QUALITY (compound | noun reset-noun | reset-noun noun? | noun resetting)',
  /** "her password" */
  THEIRS: 'other (determiner | new | adjective | system)* (noun | compound | account)',
  THING: '(PASSWORD | THEIRS | RESETTING)',
  /** "our new colleague", "the user whose email is" */
  INTRODUCTION:
    '(determiner | person | new | adjective | introduced | employee-number | other | my | account | topic | label-person | label-address | label-number)*',
  WHO: 'INTRODUCTION who:named account?',
  FOR: 'target-preposition WHO',
  /** "Anna's new password" */
  OWNED:
    'INTRODUCTION who:owner (new | adjective | system)* (noun | compound | account | RESETTING) (system | account)*',
  NAMED:
    '(OWNED | PASSWORD FOR | PASSWORD WHO | RESETTING FOR | RESETTING WHO | compound topic* FOR | PASSWORD target-preposition OWNED)',
  /** "I'd like to", "help me to", "could you" */
  ASKING: `(
    modal addressee (want | modal | aid | to | get)*
    | ask-for-oneself (aid | determiner | to)*
    | modal? self (want | modal)? be? (want | aid) (want | to | aid | get | determiner | self)*
    | modal self get (aid | determiner | get | to)*
    | (aid | help) (self | to | aid | determiner | get)*
    | want (to | get | aid | self | determiner)*
    | be aid to get?
  )`,
  /** "reset", "help me with", "would you mind resetting"; or nothing: "new password for Anna" */
  DOING: '(ASKING (DO | resetting self?)* | DO* | present addressee self? | to addressee present)',
  /** "needs a new password", "has asked to have her password reset" */
  WANTS:
    'want (to | get | be | aid | want | determiner)* (DO | resetting)* (THING | QUALITY reset-noun (target-preposition (PASSWORD | THEIRS))? | determiner? new) (to | get | be)* (reset | to-be-reset | resetting | topic)*',
  /** "needs to be reset", "should be changed" */
  MUST: '(want | should | assignment) (to | get | be)* determiner? (to-be-reset | reset | change | reset-noun | compound | resetting)',
  DO: '(reset | change | aid) self?',
  /** "in AD", "before 10:30", "for me", "on her work computer" */
  AROUND: `(
    (circumstance | aid | value-preposition) (determiner | other | my | adjective | system | unknown | device | self | account)*
    | target-preposition (determiner | other | my | adjective)* (system | device | self | account)
  )`,
  /** "for a user", "for:" */
  ANYBODY: '(target-preposition (determiner | new | adjective | other | person)*)?',
  TAIL: '(copied named | AROUND | self | topic | extra | account | determiner new)*',
};

/** What is wished for somebody who is named: captured as `who`. */
const WISHES_FOR_SOMEBODY = [
  // "reset the password for Anna", "new password for Anna", "I need Anna's password reset"
  'topic* to? DOING NAMED TAIL',
  'topic* to? (ASKING | get) NAMED (reset | to-be-reset) TAIL',
  'topic* to? (ASKING | get) PASSWORD (reset | to-be-reset) FOR TAIL',
  // "I have Anna on the phone who needs a new password"
  'self (perfect | get) INTRODUCTION who:named (call | AROUND)* reason? WANTS TAIL',
  // "give Anna a new password", "help Anna to reset her password"
  'topic* to? ASKING? (change | aid | get | ask-for-oneself) INTRODUCTION who:named (to | aid)* (DO | resetting)* THING TAIL',
  // "do a reset for Anna", "a reset of the password for Anna"
  'topic* to? DOING QUALITY (reset-noun | resetting | compound) (target-preposition | aid) (OWNED | PASSWORD FOR | WHO) TAIL',
  // "password reset needed for Anna", "password reset: Anna"
  'topic* to? PASSWORD (reset | reset-noun | change | resetting | topic | want)* FOR TAIL',
  'topic* to? compound (topic | want | be)* FOR TAIL',
  // "Anna: password reset", "Anna needs a new password", "Anna wants her password reset"
  'topic* to? copied? INTRODUCTION who:named topic* (PASSWORD | RESETTING) topic* TAIL',
  'topic* to? copied? INTRODUCTION who:named WANTS TAIL',
  // "Anna's password needs to be reset", "the password for Anna should be reset"
  'topic* to? copied? (OWNED | PASSWORD FOR | PASSWORD WHO) MUST TAIL',
  // "reset Anna"
  'topic* to? ASKING? reset INTRODUCTION who:named account? TAIL',
  // "anna@contoso.com reset password"
  'INTRODUCTION who:named reset PASSWORD TAIL',
  // "called to have her password reset"
  'INTRODUCTION who:named call? (to | call)* get (PASSWORD | THEIRS) (reset | to-be-reset)? TAIL',
  'INTRODUCTION who:named call (target-preposition | to | aid)* (get | want)* (THING | reset-noun) TAIL',
];

/** What is wished for somebody who is named elsewhere, or nowhere. */
const WISHES = [
  'topic* to? (ASKING? DO | ASKING resetting) (THING | other | determiner)* (reset | to-be-reset)? ANYBODY TAIL',
  'topic* to? DOING THING (reset | to-be-reset | topic | want)* ANYBODY TAIL',
  'topic* to? (other | person)* WANTS ANYBODY TAIL',
  'topic* to? (PASSWORD | THEIRS) MUST ANYBODY TAIL',
  'topic* to? (RESETTING | PASSWORD) topic* ANYBODY TAIL',
  'other? call? to? get (PASSWORD | THEIRS) (reset | to-be-reset)? ANYBODY TAIL',
  'other* MUST ANYBODY TAIL',
  // "a new one, please"
  'topic* (ASKING | DO | present addressee)? (other | aid | determiner)* new ANYBODY TAIL',
  // "give her a new one", "can she get a new password", "reset it for her"
  'topic* (ASKING | DO | present addressee | modal other get) (DO | other | aid | determiner | target-preposition)* (new | THING)? ANYBODY TAIL',
];

function all(descriptions: readonly string[]): readonly Construction[] {
  return descriptions.map(description => construct(description, PARTS));
}

export const wishesForSomebody = all(WISHES_FOR_SOMEBODY);
export const wishes = all(WISHES);
