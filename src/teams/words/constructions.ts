import { type Construction, construct } from './construction.ts';

/** Parts of the constructions below, by name. */
const PARTS: Readonly<Record<string, string>> = {
  /** "yes,", "request: to" */
  OPENING: '(topic | yes | label-topic)* to?',
  /** "the new temporary Microsoft 365 password" */
  QUALITY: '(determiner | new | adjective | system | account)*',
  PASSWORD: 'QUALITY noun (system | account)* (target-preposition (determiner | my | other)* (device | system))?',
  /** "password reset", "a reset" */
  RESETTING: 'QUALITY (compound | noun reset-noun | reset-noun noun? | noun resetting)',
  /** "her password" */
  THEIRS: 'other (determiner | new | adjective | system)* (noun | compound | account)',
  THING: '(PASSWORD | THEIRS | RESETTING)',
  /** "our new colleague", "the user whose email is" */
  INTRODUCTION:
    '(determiner | person | new | adjective | introduced | employee-number | other | my | account | topic | label-person | label-address | label-number)*',
  WHO: 'INTRODUCTION who:named ((adjective | system)* account)?',
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
  DOING: '(ASKING (DO | topic | resetting self?)* | DO* | present addressee self? | to addressee present)',
  /** "needs a new password", "has asked to have her password reset" */
  WANTS:
    'want (to | get | be | aid | want | determiner)* (DO | resetting)* (THING | QUALITY reset-noun (target-preposition (PASSWORD | THEIRS))? | determiner? new) (to | get | be)* (reset | to-be-reset | resetting | topic)*',
  /** "needs to be reset", "should be changed" */
  MUST: '(want | should | assignment) (to | get | be)* determiner? (to-be-reset | reset | change | reset-noun | compound | resetting)',
  DO: '(reset | change | aid) self?',
  /** "in AD", "before 10:30", "for me", "on her work computer" */
  AROUND: `(
    (circumstance | aid | value-preposition) (determiner | other | my | adjective | system | unknown | device | self | account | unit)*
    | target-preposition (determiner | other | my | adjective)* (system | device | self | account)
  )`,
  /** "for a user", "for:" */
  ANYBODY: '(target-preposition (determiner | new | adjective | other | person)*)?',
  TAIL: '(copied named | AROUND | self | topic | extra | account | determiner new)*',
  /** "her old work" */
  THEIR: '(determiner | other | my | adjective | account | system)*',
  /** "has lost her phone", "can't do MFA", "has a new phone", "has switched phones" */
  STRANDED: `(
    (perfect | be)* (forget | without | (perfect | get) negation) THEIR new? (phone | mfa | code) (mfa | system)*
    | (perfect | get | be | was-reset | acquired)* THEIR new THEIR phone
    | (perfect | get | be | was-reset)* THEIR phone gone
    | perfect? exchanged THEIR phone
    | be* stranded
  ) past-time?`,
};

/** What is wished for somebody who is named: captured as `who`. */
const WISHES_FOR_SOMEBODY = [
  // "reset the password for Anna", "new password for Anna", "I need Anna's password reset"
  'OPENING DOING NAMED TAIL',
  'OPENING (ASKING | get) NAMED (reset | to-be-reset) TAIL',
  'OPENING (ASKING | get) PASSWORD (reset | to-be-reset) FOR TAIL',
  // "I have Anna on the phone who needs a new password"
  'self (perfect | get) INTRODUCTION who:named (call | AROUND)* reason? WANTS TAIL',
  // "give Anna a new password", "help Anna to reset her password"
  'OPENING ASKING? (change | aid | get | ask-for-oneself) INTRODUCTION who:named (to | aid)* (DO | resetting)* THING TAIL',
  // "do a reset for Anna", "a reset of the password for Anna"
  'OPENING DOING QUALITY (reset-noun | resetting | compound) (target-preposition | aid) (OWNED | PASSWORD FOR | WHO) TAIL',
  // "could the password be reset for Anna?", "could Anna's password be reset?"
  'OPENING modal (PASSWORD be* (reset | to-be-reset) FOR | (OWNED | PASSWORD FOR) be* (reset | to-be-reset)) TAIL',
  'OPENING PASSWORD MUST FOR TAIL',
  'OPENING (OWNED | PASSWORD FOR) modal be* (reset | to-be-reset) TAIL',
  // "could Anna have her password reset?"
  'OPENING modal INTRODUCTION who:named (modal | want)* get (THING | determiner? new) (reset | to-be-reset)? TAIL',
  // "make sure Anna gets a new password", "could you help Anna with a new password"
  'OPENING (extra | DO | ASKING) INTRODUCTION who:named (get | modal | present) THING TAIL',
  'OPENING INTRODUCTION who:named aid THING TAIL',
  // "reset Anna password"
  'OPENING reset INTRODUCTION who:named PASSWORD TAIL',
  // "password reset needed for Anna", "password reset: Anna"
  'OPENING PASSWORD (reset | reset-noun | change | resetting | topic | want)* FOR TAIL',
  'OPENING compound (topic | want | be)* FOR TAIL',
  // "Anna: password reset", "Anna needs a new password", "Anna wants her password reset"
  'OPENING copied? INTRODUCTION who:named topic* (PASSWORD | RESETTING) topic* TAIL',
  'OPENING copied? INTRODUCTION who:named AROUND? WANTS TAIL',
  // "Anna's password needs to be reset", "the password for Anna should be reset"
  'OPENING copied? (OWNED | PASSWORD FOR | PASSWORD WHO) MUST TAIL',
  // "reset Anna"
  'OPENING ASKING? reset INTRODUCTION who:named account? TAIL',
  // "anna@contoso.com reset password"
  'INTRODUCTION who:named reset PASSWORD TAIL',
  // "Maria asks us to reset Anna's password"
  '(named | other | person | unit | determiner | my | system | unknown | circumstance | group | everyone)* relays self? DOING NAMED TAIL',
  // "called to have her password reset"
  'INTRODUCTION who:named call? (to | call)* get (PASSWORD | THEIRS) (reset | to-be-reset)? TAIL',
  'INTRODUCTION who:named call (target-preposition | to | aid)* (get | want)* (THING | reset-noun) TAIL',
];

/** What is wished for somebody who is named elsewhere, or nowhere. */
const WISHES = [
  'OPENING (ASKING? DO | ASKING resetting) (THING | other | determiner)* (reset | to-be-reset)? ANYBODY TAIL',
  'OPENING DOING THING (reset | to-be-reset | topic | want)* ANYBODY TAIL',
  'OPENING (other | person)* WANTS ANYBODY TAIL',
  'OPENING (PASSWORD | THEIRS) MUST ANYBODY TAIL',
  'OPENING (RESETTING | PASSWORD) topic* ANYBODY TAIL',
  // "I have a user on the phone who needs a new password"
  'self (perfect | get) (other | person | determiner)* (call | AROUND)* reason? WANTS TAIL',
  'other? call? to? get (PASSWORD | THEIRS) (reset | to-be-reset)? ANYBODY TAIL',
  'other* MUST ANYBODY TAIL',
  // "assist with a reset"
  'OPENING (ASKING | DO | aid)* aid? (determiner | adjective | new)* reset-noun (target-preposition (PASSWORD | THEIRS))? ANYBODY TAIL',
  // "a new one, please"
  'OPENING (ASKING | DO | present addressee)? (other | aid | determiner)* new ANYBODY TAIL',
  // "give her a new one", "can she get a new password", "reset it for her"
  'OPENING (ASKING | DO | present addressee | modal other get) (DO | other | aid | determiner | target-preposition)* (new | THING)? ANYBODY TAIL',
];

/** Somebody has nothing left to prove who they are with, or will not have it much longer. */
const STRANDINGS = [
  'OPENING copied? INTRODUCTION who:named (AROUND | call)* STRANDED TAIL',
  // "Anna's phone was stolen", "her phone is gone", "MFA doesn't work"
  'OPENING copied? (INTRODUCTION who:owner | other | my) (new | adjective)* phone (perfect | be | get)* gone TAIL',
  'OPENING copied? (INTRODUCTION who:owner | other | my | determiner)? (new | adjective)* mfa (perfect | be | get)* (gone | trouble) (FOR? TAIL)',
  // "I have Anna on the phone who has lost hers"
  'self (perfect | get) INTRODUCTION who:named (call | AROUND)* reason? STRANDED TAIL',
  'OPENING (other | self | person)* STRANDED TAIL',
];

function all(descriptions: readonly string[]): readonly Construction[] {
  return descriptions.map(description => construct(description, PARTS));
}

export const wishesForSomebody = all(WISHES_FOR_SOMEBODY);
export const wishes = all(WISHES);
export const strandings = all(STRANDINGS);
