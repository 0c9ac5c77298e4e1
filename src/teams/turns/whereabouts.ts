import type { RequestVerb } from '../../cards/actions.ts';
import { sameConversation } from '../../desk/request/place.ts';
import type { Place, ResetRequest } from '../../desk/request/request.ts';

/**
 * Whether a button of this request can have been pressed here: a click from any other conversation was made by hand. `at` is
 * where the authenticated activity came from.
 */
export function belongsHere(request: ResetRequest, verb: RequestVerb, at: Place): boolean {
  const { place, approval, handover } = request;
  const inOwn = sameConversation(place, at);
  switch (verb) {
    case 'pick':
    case 'confirm':
      return inOwn;
    case 'approve':
    case 'decline':
      return sameConversation(approval?.place ?? place, at);
    case 'cancel':
    case 'retry':
    case 'again':
      return inOwn || at.personal;
    case 'run':
      return at.personal;
    case 'show':
    case 'handed-over':
      return at.personal && (handover === undefined || sameConversation(handover, at));
  }
}
