import type { AdaptiveCard } from '../../cards/card.ts';
import { keptMessage } from '../../cards/click-messages.ts';
import { entraLinks } from '../../cards/entra-links.ts';
import { revealCard } from '../../cards/reveal-card.ts';
import type { Turn } from '../../desk/desk.ts';
import { handoverSent, type Shown, show } from '../../desk/handover.ts';
import { DirectoryError } from '../../errors.ts';
import { spellPassword } from '../../locales/spelling.ts';
import { formatTime } from '../../locales/time.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';
import { madeView } from '../showing/action-views.ts';
import { erasesAt } from '../showing/request-cards.ts';
import { refusalText, troubleText } from '../turn.ts';
import type { SignedInClick } from './click.ts';

/**
 * The only way on which a secret leaves the process: the answer to this click, in the personal chat of the requester. undefined:
 * there is none any more.
 */
export async function showSecret(services: Services, click: SignedInClick): Promise<ActionAnswer | undefined> {
  const { request, at, turn, session } = click;
  if (request.state !== 'carried-out') return undefined;
  if (!request.handover) await handoverSent(services.desk, request.id, at);
  const { locale, timeZone } = turn.asker;
  const kept = keptMessage(
    { action: request.action, time: formatTime(erasesAt(request), locale, timeZone) },
    { locale },
  );
  try {
    const shown = await show(services.desk, session, request, { does: 'show', by: turn.asker, at });
    if (shown.kind === 'shown') return { type: 'card', card: revealed(services, turn, shown) };
    if (shown.kind !== 'refused') return undefined;
    return { type: 'message', text: `${refusalText(shown.refusal, locale, request.action)} ${kept}` };
  } catch (error) {
    if (!(error instanceof DirectoryError) || error.trouble === 'sign-in-again') throw error;
    // Entra can't say whether they may: the secret is kept.
    return { type: 'message', text: `${kept} ${await troubleText(services, turn, error)}` };
  }
}

function revealed(
  services: Services,
  { asker }: Turn,
  { request, secret }: Extract<Shown, { kind: 'shown' }>,
): AdaptiveCard {
  const { id, displayName: targetName, userPrincipalName: targetUpn, synced } = request.target;
  const context = cardContext(services, asker);
  const view = {
    action: request.action,
    request: request.id,
    targetName,
    targetUpn,
    secret,
    ...spellPassword(secret, asker.locale),
    made: madeView(request.made),
    erasesAt: erasesAt(request),
    synced,
    links: entraLinks(id, context.portal),
  };
  return revealCard(view, context);
}
