import { keyFor, text } from '../locales/text.ts';
import { formatDate, formatTime } from '../locales/time.ts';
import { actingRow } from './acting.ts';
import { type CardAction, execute, primary } from './actions.ts';
import { callerSection, isCallerAwaited, isStandInNext, standInRows } from './caller-section.ts';
import { type AdaptiveCard, type CardContext, cardTemplate, withPhotosIfTheyFit } from './card.ts';
import type { ConfirmView } from './confirm-view.ts';
import { LONGEST, plainText } from './escape.ts';
import { type FactView, facts } from './facts.ts';
import { PARTS } from './parts-of-action.ts';
import { type Person, personView } from './person-view.ts';
import { reasonIn } from './reasons.ts';
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
  const section = { ...view, targetName: account.displayName };
  return drawConfirm(
    {
      title: text(locale, `${action}.confirm.title`),
      person: personView(account, photos, { weight: 'bolder', size: 'large' }, {}),
      warnings: warningsOf(view, context).map(lines => ({ lines: lines.map(inlines => ({ inlines })) })),
      facts: factsOf(view, context),
      notices: view.secondPerson ? [{ inlines: shownExplanation(view.secondPerson) }] : [],
      caller: callerSection(section, context),
      what: PARTS[action].what(view, context),
      instead: insteadRows(view, context),
      choices: PARTS[action].choices(view, context),
      ...inputsOf(view, context),
      detailsVisible: !isCallerAwaited(view) || isStandInNext(view),
      standIn: standInRows(section, context),
      footer: quietSentence(context, 'confirm.footer', {
        requester: view.requesterName,
        time: formatTime(view.expiresAt, locale, timeZone),
      }),
      actions: actionsOf(view, context),
    },
    context,
  );
}

/** Three buttons in a row are cut off on a phone. What was put in is of this action, and not sent along. */
function insteadRows({ instead, request }: ConfirmView, context: CardContext): object[] {
  if (!instead) return [];
  const button = execute(context, 'instead', `${instead}.action.instead`, { request });
  return [{ actions: [{ ...button, associatedInputs: 'none' }] }];
}

function actionsOf(view: ConfirmView, context: CardContext): CardAction[] {
  const { action, request, secondPerson } = view;
  const title = secondPerson ? 'action.askForApproval' : (`${action}.action.confirm` as const);
  return [
    ...(isCallerAwaited(view) ? [] : [primary(execute(context, 'confirm', title, { request }))]),
    // Cancelling needs no reason.
    { ...execute(context, 'cancel', 'action.cancel', { request }), associatedInputs: 'none' },
  ];
}

/** Each of some lines that stand close together. */
function warningsOf(view: ConfirmView, context: CardContext): Inlines[][] {
  const { action, account, typedPassword, lookAlikes } = view;
  const [roles, eligible] = [account.roles, account.eligible ?? []].map(names => names.join(', '));
  const sentences = [
    ...takenOverLines(view, context),
    ...(typedPassword ? [sentence(context, `${action}.confirm.typedPassword`)] : []),
    ...(roles ? [sentence(context, 'confirm.hasRoles', { roles })] : []),
    ...(eligible ? [sentence(context, 'confirm.isEligible', { roles: eligible })] : []),
    ...(account.blocked ? [sentence(context, `${action}.confirm.blocked`)] : []),
    ...PARTS[action].warnings(view, context),
  ];
  return [...sentences.map(one => [one]), ...lookAlikeLines(lookAlikes ?? [], context)];
}

/** What was done for the other request, is told in the words of its action. */
function takenOverLines({ tookOver }: ConfirmView, context: CardContext): Inlines[] {
  if (!tookOver) return [];
  const { from, action, at } = tookOver;
  const time = formatTime(at, context.locale, context.timeZone);
  return [sentence(context, `${action}.confirm.tookOver`, { from, time })];
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
    ...PARTS[view.action].known(view, context),
    ['fact.note', reasonText ? [shownValue(reasonText)] : []],
  ]);
}

function inputsOf({ action, reasonText, ticket, maySignOut }: ConfirmView, { locale }: CardContext): object {
  const { reasons } = PARTS[action];
  return {
    reasonLabel: text(locale, 'confirm.reasonLabel'),
    reasonPlaceholder: text(locale, 'confirm.reasonPlaceholder'),
    reasons: reasons.map(value => ({ title: text(locale, keyFor(action, `reason.${value}`)), value })),
    reasonChosen: reasonText ? reasonIn(reasonText, reasons) : '',
    ticketLabel: text(locale, 'confirm.ticketLabel'),
    ticketPlaceholder: text(locale, 'confirm.ticketPlaceholder'),
    ticket: plainText(ticket ?? '', LONGEST.ticket),
    maySignOut,
    signOutTitle: text(locale, 'confirm.signOut'),
  };
}
