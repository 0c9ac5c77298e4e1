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
  /** a word that has no other part here, and is no name in small letters */
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
  /** which passwords were not changed, and which passes not used */
  'unused',
  /** what was done in a week, counted */
  'figures',
  /** requests for approval are to come here */
  'approvals-here',
  /** where requests are approved */
  'approvals',
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
  /** a Temporary Access Pass, as a noun */
  'pass',
  /** a pass where it is given, and may be a password or a badge elsewhere: pass */
  'bare-pass',
  /** a code, as a noun: it may be that somebody needs a pass */
  'code',
  /** makes a pass of what is given: give, issue */
  'give',
  /** what is done to a pass that there is: withdraw, extend */
  'withdraw',
  /** with what people prove who they are: phone */
  'phone',
  /** says that somebody has it no longer, or can't use it: dropped, can't use */
  'without',
  /** says so of a phone: stolen */
  'gone',
  /** got for oneself: bought */
  'acquired',
  /** took another one instead: switched */
  'exchanged',
  /** says by itself that somebody has nothing left to prove who they are with */
  'stranded',
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
  /** wanted once: needed, wanted */
  'was-wanted',
  /** before the state of a ticket in a form */
  'label-state',
  /** begins what has to come first: when, after */
  'time-clause',
  /** yes */
  'yes',
  /** no */
  'no',
  /** before the department of somebody: in, from */
  'place-preposition',
  /** before whether somebody was identified, or agreed, in a form: Verified */
  'label-proof',
  /** that it was not: rejected, pending */
  'refused',
  /** before who agreed to it, or asked for it: "approved by" */
  'agreed-by',
  /** passes on what somebody else wishes: "asks us to" */
  'relays',
] as const;
export type Role = (typeof ROLES)[number];
