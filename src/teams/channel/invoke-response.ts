import { ActivityTypes, type TurnContext } from 'botbuilder';
import type { AdaptiveCard } from '../../cards/card.ts';

/** What goes back to the client that clicked, and to nobody else (Adaptive Cards, "Universal Action Model"). */
export type ActionAnswer =
  /** `drawn`: the clicked card has been updated to it already. */
  | { type: 'card'; card: AdaptiveCard; drawn?: true }
  | { type: 'message'; text: string }
  | { type: 'sign-in'; value: unknown }
  | { type: 'wrong-code' }
  | { type: 'sign-in-failed' };

/**
 * Answers a card action. We send the invoke response ourselves: the library's own way of returning a card turns a private
 * answer into an update of the message that everybody sees, as soon as any card has a refresh property.
 */
export async function answerAction(context: TurnContext, answer: ActionAnswer): Promise<void> {
  await answerInvoke(context, 200, actionBody(answer));
}

/** Answers any invoke with this HTTP status and body. */
export async function answerInvoke(context: TurnContext, status: number, body?: unknown): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status, body } });
}

function actionBody(answer: ActionAnswer): unknown {
  switch (answer.type) {
    case 'card':
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card };
    case 'message':
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer.text };
    case 'sign-in':
      return { statusCode: 401, type: 'application/vnd.microsoft.activity.loginRequest', value: answer.value };
    case 'wrong-code':
      // The spelling is Microsoft's.
      return { statusCode: 401, type: 'application/vnd.microsoft.error.inccorectAuthCode', value: null };
    case 'sign-in-failed':
      return {
        statusCode: 412,
        type: 'application/vnd.microsoft.error.preconditionFailed',
        value: { code: '412', message: 'The sign-in did not succeed.' },
      };
  }
}
