import type { ActionKind } from '../action-kinds.ts';
import { text } from '../locales/text.ts';
import { formatDate, formatTime } from '../locales/time.ts';
import { type Acting, actingRow } from './acting.ts';
import { type CardAction, execute, primary } from './actions.ts';
import { type AdaptiveCard, type CardContext, cardTemplate, withPhotosIfTheyFit } from './card.ts';
import { LONGEST, plainText } from './escape.ts';
import { type FactView, facts } from './facts.ts';
import { type Person, personView } from './person-view.ts';
import { REASON_CODES, reasonIn } from './reasons.ts';
import confirm from './templates/confirm.json' with { type: 'json' };
import {
  addressLines,
  type Inlines,
  quietSentence,
  ROOM,
  sentence,
  shownExplanation,
  shownName,
  shownValue,
  words,
} from './text-runs.ts';

const drawConfirm = cardTemplate(confirm);

/** The account that something is about to be done to. */
export interface AccountView extends Person {
  mail?: string;
  manager?: string;
  /** Sign-in is blocked. */
  blocked: boolean;
  lastPasswordChange?: Date;
  /** Names of the active administrator roles. */
  roles: readonly string[];
  /** Names of the administrator roles that it may activate. */
  eligible?: readonly string[];
}

export interface ConfirmView extends Acting {
  action: ActionKind;
  request: string;
  account: AccountView;
  /** Others who are easily taken for this one, by their names. */
  lookAlikes?: readonly Person[];
  ticket?: string;
  /** What the requester wrote after "because". */
  reasonText?: string;
  /** From whom the requester has taken the account over, and when. */
  tookOver?: { from: string; at: Date };
  /** The message held a password, which is not used. */
  typedPassword: boolean;
  /** Mastered in Windows Server AD: neither the outcome nor the change at the next sign-in is certain. */
  synced: boolean;
  /** Offers to sign the user out everywhere; not everybody has the right to. */
  maySignOut: boolean;
  /** Why a second person must approve, as a finished sentence in the reader's language; missing where none has to. */
  secondPerson?: string;
  expiresAt: Date;
}

/**
 * Asks the requester to confirm: who it is, what will happen, why, and until when. Sends `reason` and `ticket` along, and where
 * it is offered `signOut`, 'true' or 'false'.
 */
export function confirmCard(view: ConfirmView, context: CardContext): AdaptiveCard {
  return withPhotosIfTheyFit(photos => draw(view, context, photos));
}

function draw(view: ConfirmView, context: CardContext, photos: boolean): AdaptiveCard {
  const { action, account } = view;
  const { locale, timeZone } = context;
  return drawConfirm(
    {
      title: text(locale, `${action}.confirm.title`),
      person: personView(account, photos, { weight: 'bolder', size: 'large' }, {}),
      warnings: warningsOf(view, context).map(lines => ({ lines: lines.map(inlines => ({ inlines })) })),
      facts: factsOf(view, context),
      notices: view.secondPerson ? [{ inlines: shownExplanation(view.secondPerson) }] : [],
      what: whatHappens(view, context),
      ...inputsOf(view, context),
      footer: quietSentence(context, 'confirm.footer', {
        requester: view.requesterName,
        time: formatTime(view.expiresAt, locale, timeZone),
      }),
      actions: actionsOf(view, context),
    },
    context,
  );
}

function whatHappens(view: ConfirmView, context: CardContext) {
  const { action, account, requesterName: requester, synced, secondPerson } = view;
  const what = synced ? 'whatSynced' : 'what';
  return sentence(context, secondPerson ? `${action}.approval.${what}` : `${action}.confirm.${what}`, {
    target: account.displayName,
    requester,
  });
}

function actionsOf({ action, request, secondPerson }: ConfirmView, context: CardContext): CardAction[] {
  const title = secondPerson ? 'action.askForApproval' : (`${action}.action.confirm` as const);
  return [
    primary(execute(context, 'confirm', title, { request })),
    // Cancelling needs no reason.
    { ...execute(context, 'cancel', 'action.cancel', { request }), associatedInputs: 'none' },
  ];
}

/** Each of some lines that stand close together. */
function warningsOf(
  { action, account, typedPassword, tookOver, lookAlikes }: ConfirmView,
  context: CardContext,
): Inlines[][] {
  const { locale, timeZone } = context;
  const [roles, eligible] = [account.roles, account.eligible ?? []].map(names => names.join(', '));
  const taken = tookOver && { from: tookOver.from, time: formatTime(tookOver.at, locale, timeZone) };
  const sentences = [
    taken && sentence(context, `${action}.confirm.tookOver`, taken),
    typedPassword && sentence(context, `${action}.confirm.typedPassword`),
    roles && sentence(context, 'confirm.hasRoles', { roles }),
    eligible && sentence(context, 'confirm.isEligible', { roles: eligible }),
    account.blocked && sentence(context, `${action}.confirm.blocked`),
  ].filter(warning => typeof warning === 'object');
  return [...sentences.map(one => [one]), ...lookAlikeLines(lookAlikes ?? [], context)];
}

/** What tells them apart: sign-in name, title and department of each. */
function lookAlikeLines(people: readonly Person[], context: CardContext): Inlines[][] {
  if (people.length === 0) return [];
  return [
    [sentence(context, 'confirm.lookAlikes')],
    ...people.map(person => {
      const { name, signInName, hasWork, work } = personView(person, false, { weight: 'bolder' }, {});
      return [name, ...signInName.map(({ inlines }) => inlines), ...(hasWork ? [work] : [])];
    }),
  ];
}

function factsOf(view: ConfirmView, context: CardContext): FactView[] {
  const { account, reasonText } = view;
  const { locale, timeZone } = context;
  const { mail, manager, lastPasswordChange } = account;
  const ownMail = mail && mail.toLowerCase() !== account.userPrincipalName.toLowerCase() ? mail : undefined;
  const statusKey = account.blocked ? 'status.blocked' : 'status.enabled';
  return facts(context, [
    actingRow(view, context),
    ['fact.mail', ownMail ? addressLines(ownMail, ROOM.besideLabel) : []],
    ['fact.manager', manager ? [shownName(manager)] : []],
    ['fact.status', [words(text(locale, statusKey))]],
    ['fact.passwordChanged', lastPasswordChange ? [words(formatDate(lastPasswordChange, locale, timeZone))] : []],
    ['fact.note', reasonText ? [shownValue(reasonText)] : []],
  ]);
}

function inputsOf({ action, reasonText, ticket, maySignOut }: ConfirmView, { locale }: CardContext): object {
  return {
    reasonLabel: text(locale, 'confirm.reasonLabel'),
    reasonPlaceholder: text(locale, 'confirm.reasonPlaceholder'),
    reasons: REASON_CODES.map(value => ({ title: text(locale, `${action}.reason.${value}`), value })),
    reasonChosen: reasonText ? reasonIn(reasonText) : '',
    ticketLabel: text(locale, 'confirm.ticketLabel'),
    ticketPlaceholder: text(locale, 'confirm.ticketPlaceholder'),
    ticket: plainText(ticket ?? '', LONGEST.ticket),
    maySignOut,
    signOutTitle: text(locale, 'confirm.signOut'),
  };
}
